import type { Grouping } from '../cluster/grouping.js'
import type { Table } from '../table/table.js'
import type { PictureTask } from './drawPicture.js'
import type { TreePictureOptions } from './drawTree.js'

interface Grouped extends Pick<TreePictureOptions, 'palette' | 'names' | 'farthest' | 'title' | 'subtitle'> {
  readonly grouping: Grouping
  /** Must hold every leaf by its id. */
  readonly table: Table
  /** (N) group of each row of the table. */
  readonly groups: Int32Array
}

/** The picture of the tree that groups were cut from. */
export function treePicture({ grouping: { tree, leaves }, table, groups, ...options }: Grouped): PictureTask {
  const { left, right, heights, sizes } = tree
  const groupOf = new Map(table.ids.map((id, row) => [id, groups[row]]))
  const groupOfLeaf = Int32Array.from(leaves, (id) => groupOf.get(id) ?? -1)
  return { picture: 'tree', leaves, left, right, heights, sizes, groups: groupOfLeaf, ...options }
}
