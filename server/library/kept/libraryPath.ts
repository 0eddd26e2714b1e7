import { join, resolve } from 'node:path'
import { readConfig } from '../../config.js'

/** The catalog that is meant: the one that was named, else that of a home, by default SHAPEKIN_HOME. */
export const libraryPath = (given: string | undefined, home?: string): string =>
  given === undefined ? join(home ?? readConfig(process.env).home, 'library.sqlite') : resolve(given)
