import { readFileSync } from 'node:fs'
import type { Surface } from './formatRow.js'

interface MeasuredFile {
  /** Of the file, and of those beside it. */
  readonly sha256: string
  /** By name and version, what it read. */
  readonly readers: Readonly<Record<string, Surface>>
}

/** What other programs read in the files of the rows, by their names; made by measure_files.py. */
export const MEASURED = JSON.parse(readFileSync(new URL('measured.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, MeasuredFile | undefined>
>
