/** The one fact the build tool tells the worker: the path the page is served under. */
interface ImportMeta {
  readonly env: { readonly BASE_URL: string }
}
