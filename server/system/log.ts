import pino, { type Logger } from 'pino'
import { BoundedFile } from './boundedFile.js'

/** Some ten thousand runs. Twice that is kept. */
const LOG_BYTES = 10_000_000

/** The log: JSON lines in the file of SHAPEKIN_HOME, so that stdout and stderr stay for results and progress. */
export const openLog = (file: string, level: string): Logger =>
  pino({ level, base: { pid: process.pid } }, new BoundedFile(file, LOG_BYTES))
