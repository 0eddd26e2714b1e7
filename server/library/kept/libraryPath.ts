import { join, resolve } from 'node:path'
import { readConfig } from '../../config.js'

/** Path of the catalog: the given one, else that of `home`, which is SHAPEKIN_HOME by default. */
export const libraryPath = (given: string | undefined, home?: string): string =>
  given === undefined ? join(home ?? readConfig(process.env).home, 'library.sqlite') : resolve(given)
