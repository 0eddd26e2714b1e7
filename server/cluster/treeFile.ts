import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import { readRows } from '../table/readRows.js'
import { writeAllWhole } from '../system/writeWhole.js'
import { printRows } from '../table/writeTable.js'
import { METRICS } from './rows/metric.js'
import type { Grouping } from './grouping.js'
import { LINKAGES, type Tree } from './tree.js'

const LeavesFile = z.object({
  metric: z.enum(METRICS),
  linkage: z.enum(LINKAGES),
  /** SHA-256 of the leaves' numbers, which tells whose tree it is. */
  content: z.string(),
  /** Rows that were clustered; the others were attached to these afterwards. */
  grownFrom: z.int(),
  /** Rows of the table that the leaves are from; where it is missing, they are all of it. */
  among: z.int().optional(),
  /** Ids of the leaves: leaf 0 is the first. */
  leaves: z.array(z.string()),
})

/** The tree of `library.tsv` is `library.tree.tsv` beside it, with its leaves in `library.tree.json`. */
export const treePath = (table: string): string => `${table.replace(/\.tsv$/i, '')}.tree.tsv`
const leavesPath = (path: string): string => path.replace(/\.tsv$/, '.json')

/**
 * Writes a dendrogram in SciPy's linkage form: one row for each merge, with the two nodes it joins, their distance and
 * the number of leaves below. Node i < N is leaf i, node N + m is the one that merge m made. Heights are printed so
 * that the same float64 is read back: `Z = numpy.loadtxt('library.tree.tsv', skiprows=1)` goes into `fcluster` and
 * `dendrogram` as it is.
 */
export async function writeTree(path: string, { options, tree, leaves, content, among }: Grouping): Promise<void> {
  const { left, right, heights, sizes, grownFrom } = tree
  const merges = Array.from(heights, (height, m) => [left[m], right[m], height, sizes[m]].map(String))
  const names: z.infer<typeof LeavesFile> = { ...options, content, grownFrom, among, leaves: [...leaves] }
  await writeAllWhole([
    [path, printRows([['a', 'b', 'height', 'size'], ...merges], path)],
    [leavesPath(path), JSON.stringify(names) + '\n'],
  ])
}

/**
 * Reads what writeTree wrote.
 * @throws ShapekinError `input.unreadable`
 */
export async function readTree(path: string): Promise<Grouping> {
  try {
    const {
      metric,
      linkage,
      content,
      grownFrom,
      leaves,
      among = leaves.length,
    } = LeavesFile.parse(JSON.parse(await readFile(leavesPath(path), 'utf8')))
    const rows = await readRows(path)
    if (rows.length !== Math.max(0, leaves.length - 1))
      throw new Error(`${rows.length} merges of ${leaves.length} leaves`)
    const column = (at: number) => rows.map((cells) => Number(cells[at]))
    const tree: Tree = {
      count: leaves.length,
      left: Int32Array.from(column(0)),
      right: Int32Array.from(column(1)),
      heights: Float64Array.from(column(2)),
      sizes: Int32Array.from(column(3)),
      grownFrom,
    }
    if (tree.heights.some((height) => !Number.isFinite(height))) throw new Error('a height is no number')
    return { options: { metric, linkage }, tree, leaves, content, among }
  } catch (cause) {
    const reason = `it is no tree of ours: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new ShapekinError('input.unreadable', { path, reason }, { cause })
  }
}
