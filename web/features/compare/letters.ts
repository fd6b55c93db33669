/** What pictures beside each other are called: A, B, C and D. */
export function letterOf(at: number): string {
  return String.fromCharCode(65 + at)
}
