import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { whyNotWritable } from './whyNotWritable.js'

/** The folders and the token of `SHAPEKIN_HOME`. */
export interface Home {
  readonly folder: string
  readonly runs: string
  readonly scenes: string
  readonly logFile: string
  /** Says which Blender was found. */
  readonly foundBlender: string
  readonly tokenFile: string
  /** Secret shared by all clients; hexadecimal. */
  readonly token: string
}

const TOKEN_BYTES = 24

const readOrMakeToken = (path: string): string => {
  try {
    // Writing with `wx` and reading back makes two servers that start at the same time agree on one token.
    writeFileSync(path, randomBytes(TOKEN_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  chmodSync(path, 0o600)
  return readFileSync(path, 'utf8').trim()
}

/** Checks that the home folder can be written. @throws ShapekinError `server.homeNotWritable` */
export function checkHome(folder: string): void {
  const reason = whyNotWritable(folder)
  if (reason !== undefined) throw new ShapekinError('server.homeNotWritable', { path: folder, reason })
}

/**
 * Opens the home folder and makes what is missing.
 * @throws ShapekinError `server.homeNotWritable`
 */
export function openHome(folder: string): Home {
  checkHome(folder)
  const [runs, scenes, log, tokenFile] = ['runs', 'scenes', 'log', 'token'].map((name) => join(folder, name))
  try {
    for (const each of [folder, runs, scenes, log]) mkdirSync(each, { recursive: true, mode: 0o700 })
    return {
      folder,
      runs,
      scenes,
      logFile: join(log, 'shapekin.log'),
      foundBlender: join(folder, 'blender.json'),
      tokenFile,
      token: readOrMakeToken(tokenFile),
    }
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
    throw new ShapekinError('server.homeNotWritable', { path: folder, reason }, { cause })
  }
}
