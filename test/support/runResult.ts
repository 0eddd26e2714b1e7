import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../../server/run/listFiles.js'

/** Time and host: no two runs have the same, disturbed or not. */
const isExact = (name: string) =>
  !/report\.json$|tfevents|^scene\.|^checkpoint\/checkpoint\.json|^training\.json/.test(name)

/** Every file of a run that has no time in it, and what the others say beside it. */
export async function resultOf(folder: string): Promise<Record<string, string>> {
  const names = (await listFiles(folder)).filter(isExact)
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as object
  return {
    ...Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')])),
    report: JSON.stringify({ ...report, stages: undefined }),
    all: (await listFiles(folder)).join(' '),
  }
}
