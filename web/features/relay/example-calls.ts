/** Languages in which the example is written. */
export const EXAMPLE_LANGUAGES = ['curl', 'JavaScript', 'Python'] as const
export type ExampleLanguage = (typeof EXAMPLE_LANGUAGES)[number]

/**
 * A call that can be pasted and run: it asks for one picture and saves it.
 *
 * @param origin of the relay, without a slash at the end
 */
export function exampleCall(language: ExampleLanguage, origin: string, prompt: string): string {
  const url = `${origin}/v1/engine/generate/`
  const body = JSON.stringify({ prompt })
  switch (language) {
    case 'curl':
      return [
        `curl ${url} \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -H 'Accept: image/png' \\`,
        `  -d '${body.replaceAll("'", String.raw`'\''`)}' \\`,
        '  -o picture.png',
      ].join('\n')
    case 'JavaScript':
      return [
        `const response = await fetch('${url}', {`,
        "  method: 'POST',",
        "  headers: { 'Content-Type': 'application/json' },",
        `  body: JSON.stringify({ prompt: ${JSON.stringify(prompt)} }),`,
        '})',
        'const { result } = await response.json()',
        'console.log(result) // addresses of the pictures',
      ].join('\n')
    case 'Python':
      return [
        'import json, urllib.request',
        '',
        'request = urllib.request.Request(',
        `    "${url}",`,
        `    data=json.dumps({"prompt": ${JSON.stringify(prompt)}}).encode(),`,
        '    headers={"Content-Type": "application/json", "Accept": "image/png"},',
        ')',
        'with urllib.request.urlopen(request) as answer, open("picture.png", "wb") as file:',
        '    file.write(answer.read())',
      ].join('\n')
    default:
      return language satisfies never
  }
}
