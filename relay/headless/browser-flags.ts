/** What decides how the browser is started. */
export interface FlagParts {
  readonly url: string
  readonly profile: string
  readonly isRoot: boolean
  readonly hasGpu: boolean
}

/**
 * The command line of the headless tab. No debugging port: nothing but the page speaks to this browser. A tab that is
 * never seen must not be slowed down for it.
 */
export function browserFlags({ url, profile, isRoot, hasGpu }: FlagParts): string[] {
  return [
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-quic',
    '--disable-breakpad',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--mute-audio',
    // Chromium's sandbox does not start as root; the page it shows is the relay's own.
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(hasGpu
      ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-angle=vulkan', '--ignore-gpu-blocklist']
      : ['--disable-gpu']),
    url,
  ]
}
