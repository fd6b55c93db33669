import { toLogList } from '../../../contract/metadata/parameters.ts'
import { dumpPythonJson } from '../../../contract/metadata/python-json.ts'
import { pythonText } from '../../../contract/metadata/python-literals.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import { altText } from '../../text/alt-text.ts'
import type { Say } from '../../text/use-text.ts'
import { fileName } from '../gallery/file-name.ts'
import { escapeHtml } from './escape-html.ts'
import { LOG_SCRIPT, LOG_SCRIPT_HASH, LOG_STYLE } from './log-parts.ts'

/** Between these two stand the pictures, as in Fooocus' own log. */
const SPLIT = '<!--fooocus-log-split-->'

/** Nothing is fetched and no script runs but the page's own, whatever a prompt says. */
const policyFor = (pictures: string) =>
  `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; ` +
  `script-src 'sha256-${LOG_SCRIPT_HASH}'`

/** Where the log's pictures are: within it, or in files beside it. */
export type LogPictures = 'inside' | 'beside'

const POLICIES: Readonly<Record<LogPictures, string>> = {
  inside: policyFor('data:'),
  // Opened from a disk, the files beside a page are no part of its own site.
  beside: policyFor("'self' file:"),
}

/**
 * The log's beginning: everything up to the first picture.
 *
 * @param title what the log is of, such as a day
 */
export function logHead(title: string, count: number, say: Say, pictures: LogPictures = 'inside'): string {
  const name = escapeHtml(say('log.title', { title }))
  return `<!doctype html>
<html lang="${escapeHtml(say.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICIES[pictures]}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>${LOG_STYLE}</style>
</head>
<body>
<header>
<h1>${name}</h1>
<p>${escapeHtml(say('log.private', { count }))}</p>
</header>
<main>
${SPLIT}
`
}

/**
 * One picture with all that is known of its making, and a button that copies it as JSON.
 *
 * @param source the picture as a `data:` address, or the name of its file; null when that is gone
 * @param name of its file
 */
export function logItem(
  picture: PictureRecord,
  source: string | null,
  say: Say,
  name = fileName(picture),
): string {
  const rows = toLogList(picture.parameters)
  const json = dumpPythonJson(Object.fromEntries(rows.map(({ key, value }) => [key, value])))
  const cells = rows.map(({ label, value }) => row(label, escapeHtml(pythonText(value))))
  return `<article id="${escapeHtml(name.replaceAll('.', '_'))}">
<figure>
${source === null ? `<p class="gone">${escapeHtml(say('log.gone'))}</p>` : `<img src="${escapeHtml(source)}" alt="${escapeHtml(altText(picture.request.prompt, say))}" width="${picture.width}" height="${picture.height}">`}
<figcaption>${escapeHtml(name)}</figcaption>
</figure>
<div>
<table>
${[...cells, row(say('log.rawPrompt'), rawPrompt(picture, say))].join('\n')}
</table>
<button type="button" data-json="${escapeHtml(json)}" data-done="${escapeHtml(say('log.copied'))}">${escapeHtml(say('log.copy'))}</button>
</div>
</article>
`
}

/** The log's end. */
export function logTail(): string {
  return `${SPLIT}
</main>
<script>${LOG_SCRIPT}</script>
</body>
</html>
`
}

const row = (label: string, cell: string) =>
  `<tr><th scope="row">${escapeHtml(label)}</th><td>${cell}</td></tr>`

function rawPrompt({ parameters }: PictureRecord, say: Say): string {
  const part = (label: string, texts: readonly string[]) =>
    `<details><summary>${escapeHtml(label)}</summary>${escapeHtml(texts.join(', '))}</details>`
  return (
    part(say('log.positive'), parameters.fullPrompt) +
    part(say('log.negative'), parameters.fullNegativePrompt)
  )
}
