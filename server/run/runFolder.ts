import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SeenShape } from '../../shared/schema/liveEvent.js'
import { readRows } from '../table/readRows.js'
import { readTable } from '../table/readTable.js'
import type { Table } from '../table/table.js'

/** Where a finished run lies. */
export interface RunFolder {
  /** Of its files. */
  readonly folder: string
  /** The file of which picture each shape has. */
  readonly shapesNote: string
  /** The groups were made from the raw histograms, not from the embedding. */
  readonly isRaw: boolean
}

/** What the groups were made from, with all that is known of each row. */
export interface GroupedShapes {
  readonly table: Table
  /** (N) */
  readonly groups: Int32Array
  /** (N) train, valid or test */
  readonly splits: readonly string[]
  /** (N) key of the picture; '' = none */
  readonly pictures: readonly string[]
}

/** The table that the groups were made from. */
export const groupedTable = ({ isRaw }: RunFolder): string => (isRaw ? 'shapes.tsv' : 'embedding.tsv')

/** @throws ShapekinError as readTable */
export async function readGroupedShapes(run: RunFolder): Promise<GroupedShapes> {
  const { folder, shapesNote } = run
  const table = await readTable(join(folder, groupedTable(run)))
  const labels = await readRows(join(folder, 'labels.tsv'))
  const groupOf = new Map(labels.map(([id, , group, split]) => [id, { group: Number(group), split }]))
  const keys = await readPictures(shapesNote)
  return {
    table,
    groups: Int32Array.from(table.ids, (id) => groupOf.get(id)?.group ?? -1),
    splits: table.ids.map((id) => groupOf.get(id)?.split ?? ''),
    pictures: table.ids.map((id) => keys.get(id) ?? ''),
  }
}

/** A run that was made before pictures were has none. */
async function readPictures(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '[]')
  return new Map(
    z
      .array(SeenShape)
      .parse(JSON.parse(text))
      .map(({ id, key }) => [id, key]),
  )
}
