const OURS = 'fooocus-tab'

/** Forgets what the page wrote into the browser's small storages, and opens it as on a first visit. */
export function startAfresh(): void {
  // Nothing that still runs may write it again.
  addEventListener('pagehide', forget)
  forget()
  // Without a hash it is another page, which the browser loads.
  location.replace(location.pathname + location.search)
}

function forget(): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(OURS)) storage.removeItem(key)
  }
}
