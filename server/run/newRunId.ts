import { randomBytes } from 'node:crypto'

/** A new id; see RunId. */
export const newRunId = (): string => randomBytes(8).toString('hex')
