import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SceneFile } from '../../shared/schema/messages.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { saveCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import { writeCurves } from '../training/curves/writeCurves.js'
import type { Epoch } from '../training/trainNetwork.js'
import type { RunMap } from '../picture/drawRunMap.js'
import type { Table } from '../table/table.js'
import { writeRows, writeTable } from '../table/writeTable.js'
import type { RunReport } from './runReport.js'

/** All that a run leaves behind. */
export interface RunFiles {
  readonly recipes: readonly Recipe[]
  readonly split: { readonly train: Table; readonly valid: Table; readonly test: Table }
  readonly checkpoint: Checkpoint
  /** The curves of the training. */
  readonly epochs: readonly Epoch[]
  readonly embedding: Table
  /** Group of each row of the embedding. */
  readonly groups: Int32Array
  readonly map: RunMap
  /** `scene.blend` and `scene.png`; empty for a run in somebody's window. */
  readonly scene: ReadonlyMap<SceneFile, Uint8Array>
  readonly report: RunReport
}

/**
 * Writes every file of a run into an empty folder, the report last.
 *
 * @param now  milliseconds since 1970
 * @returns    their names, sorted, with `/` inside
 */
export async function writeRunFiles(folder: string, files: RunFiles, now: number): Promise<string[]> {
  const { split, embedding, groups, map } = files
  const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)
  await put('recipes.jsonl', files.recipes.map((recipe) => JSON.stringify(recipe) + '\n').join(''))
  for (const part of ['train', 'valid', 'test'] as const) await writeTable(join(folder, `${part}.tsv`), split[part])
  await writeTable(join(folder, 'embedding.tsv'), embedding)
  await writeRows(join(folder, 'labels.tsv'), labelRows(split, embedding, groups))
  await saveCheckpoint(join(folder, 'checkpoint'), files.checkpoint)
  await writeCurves(folder, files.epochs, now)
  await put('map.svg', map.svg)
  await put('map.png', map.png)
  for (const [name, bytes] of files.scene) await put(name, bytes)
  await put('report.json', JSON.stringify(files.report, null, 2) + '\n')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

const labelRows = (split: RunFiles['split'], { ids, classes }: Table, groups: Int32Array): string[][] => {
  const partOf = new Map(Object.entries(split).flatMap(([part, table]) => table.ids.map((id) => [id, part])))
  return [
    ['id', 'class', 'group', 'split'],
    ...ids.map((id, row) => [id, classes[row], String(groups[row]), partOf.get(id) ?? '']),
  ]
}
