import pino, { type Logger } from 'pino'

/** The log: JSON lines in the file of SHAPEKIN_HOME, so that stdout and stderr stay for results and progress. */
export const openLog = (file: string, level: string): Logger =>
  pino({ level, base: { pid: process.pid } }, pino.destination({ dest: file, sync: true, mkdir: true }))
