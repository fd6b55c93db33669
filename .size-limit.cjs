/** Budgets of what a first visit loads. Raising one is a change of its own, with its reason. */
const { readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const WEB = join(__dirname, 'dist/web')

/** The build's own account of which file needs which. */
const manifest = JSON.parse(readFileSync(join(WEB, '.vite/manifest.json'), 'utf8'))
const files = readdirSync(join(WEB, 'assets'))
const chunks = files.filter((name) => /\.(js|css)$/.test(name))

module.exports = [
  budget('page shell, JS', scriptsOf('index.html'), '190 kB'),
  // Code moves between the two with what they share.
  budget(
    'page shell and parts of the first view, JS',
    [...scriptsOf('index.html'), ...assets(/^first-view-/)],
    '250 kB',
  ),
  budget('all CSS', assets(/\.css$/), '25 kB'),
  budget('all of the page, JS and CSS', assets(/^(?!worker-|language-)/), '400 kB'),
  // Some 22 kB each, of which a visitor fetches one.
  budget('all languages but English', assets(/^language-/), '68 kB'),
  budget('engine worker without ORT', assets(/^worker-(?!ort\.|bridge-).*\.js$/), '121 kB'),
  budget('bridge worker', assets(/^worker-bridge-.*\.js$/), '38 kB'),
  budget('one build of ORT, JS', assets(/^worker-ort\.jspi.*\.js$/), '25 kB'),
  budget('tiles of the first visit', pictures('samples'), '80 kB'),
  budget('pictures of the styles', pictures('styles'), '500 kB'),
  budget('service worker', ['service-worker.js'], '10 kB'),
  budget('first HTML', ['index.html'], '20 kB'),
]

/** Limits count kilobytes of 1,000 bytes after gzip. */
function budget(name, files, limit) {
  if (files.length === 0) throw new Error(`no file of the build is ${name}`)
  return { name, path: files.map((file) => `dist/web/${file}`), limit, gzip: true }
}

function assets(pattern) {
  return chunks.filter((name) => pattern.test(name)).map((name) => `assets/${name}`)
}

/** Of two formats, the one that all current browsers take. */
function pictures(name) {
  return files
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.avif'))
    .map((file) => `assets/${file}`)
}

/** An entry with everything it imports statically; what it imports lazily is not part of it. */
function scriptsOf(key, seen = new Set()) {
  if (seen.has(key)) return []
  seen.add(key)
  const { file, imports = [] } = manifest[key]
  return [file, ...imports.flatMap((name) => scriptsOf(name, seen))]
}
