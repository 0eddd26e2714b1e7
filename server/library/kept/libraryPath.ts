import { join, resolve } from 'node:path'
import { readConfig } from '../../config.js'

/** The catalog that is meant: the one that was named, else that of SHAPEKIN_HOME. */
export const libraryPath = (given: string | undefined): string =>
  given === undefined ? join(readConfig(process.env).home, 'library.sqlite') : resolve(given)
