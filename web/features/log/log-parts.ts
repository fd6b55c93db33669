/** The log's own script: copies what a button carries. Opened from a disk, not every browser has a clipboard. */
export const LOG_SCRIPT = `
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-json]')
  if (!button) return
  const text = button.dataset.json
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const box = document.createElement('textarea')
    box.value = text
    document.body.append(box)
    box.select()
    document.execCommand('copy')
    box.remove()
  }
  button.textContent = button.dataset.done
})
`

/** SHA-256 of {@link LOG_SCRIPT}, base64: the one script that the log's policy lets run. */
export const LOG_SCRIPT_HASH = '/VUdu+9Djm/+IT2EtZ3Fzw+aVji10LhJsTt99+p5GAw='

/** The log's looks: a quiet page in the reader's own theme. */
export const LOG_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d3d4d6, #34373b); --soft: light-dark(#5e6268, #9ba0a6); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1200px; background: light-dark(#f6f6f5, #131415);
  color: light-dark(#1b1c1e, #f1f1f0); font: 14px/20px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 28px; font-weight: 600; }
header p { margin: 0 0 24px; color: var(--soft); max-width: 70ch; }
article { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 24px; padding: 24px 0;
  border-top: 1px solid var(--line); }
figure { margin: 0; }
img { display: block; width: 100%; height: auto; border-radius: 2px; background: light-dark(#e4e4e2, #0d0e0f); }
figcaption, .gone { margin: 8px 0 0; color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th, td { padding-block: 4px; padding-inline: 0 8px; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th { width: 12em; color: var(--soft); font-weight: 400; }
td { white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
button { margin-top: 12px; min-height: 32px; padding: 4px 12px; border: 1px solid light-dark(#777b81, #7e838a);
  border-radius: 6px; background: light-dark(#fff, #1b1c1e); color: inherit; font: inherit; }
@media (max-width: 640px) { body { padding: 12px; } article { grid-template-columns: minmax(0, 1fr); gap: 12px; } }
`
