import pino, { type Logger } from 'pino'
import { BoundedFile } from './boundedFile.js'

/** Bytes: the log of some ten thousand runs. Twice as much is kept. */
const LOG_BYTES = 10_000_000

/**
 * Opens the log: JSON lines in a file of SHAPEKIN_HOME, so that stdout and stderr stay free for results and progress.
 */
export const openLog = (file: string, level: string): Logger =>
  pino({ level, base: { pid: process.pid } }, new BoundedFile(file, LOG_BYTES))
