import { readFileSync } from 'node:fs'

/** The cells of a TSV file, without its heading; for tables in which nothing is quoted. */
export const rowsOfTable = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
