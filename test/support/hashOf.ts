import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** SHA-256 of a file: whether somebody has written it. */
export const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
