import { version } from '../package.json'

/** The released version, as in package.json. */
export const VERSION: string = version
