import type { Table } from '../table/table.js'
import { drawMap } from './drawMap.js'
import type { Color } from './palette.js'
import { projectToPlane } from './projectToPlane.js'

export interface RunMapOptions {
  readonly embedding: Table
  /** (N) group of each row. */
  readonly groups: Int32Array
  /** One color a group: the same as in Blender. */
  readonly palette: readonly Color[]
  readonly title: string
  readonly subtitle: string
}

/**
 * The map of a run: every shape on the two principal components of the embedding, in the color of its group.
 *
 * @returns text of an SVG file
 */
export function drawRunMap({ embedding, ...options }: RunMapOptions): string {
  const { ids, classes, values, dimension } = embedding
  return drawMap({ ...projectToPlane(values, ids.length, dimension), ids, classes, ...options })
}
