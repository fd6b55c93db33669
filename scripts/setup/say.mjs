/** Progress for a person who waits: one short line. @param {string} line */
export function say(line) {
  console.log(line)
}

/** Ends the program with one sentence. @param {string} sentence @returns {never} */
export function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}
