import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'

/** The rows of a TSV file that writeRows wrote, without its first line. An empty last cell is kept. */
export async function readRows(path: string): Promise<string[][]> {
  const text = await readFile(path, 'utf8')
  return Papa.parse<string[]>(text.replace(/\n$/, ''), { delimiter: '\t' }).data.slice(1)
}
