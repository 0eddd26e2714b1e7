import type { Table } from '../table/table.js'
import { drawMap, type MapOptions } from './drawMap.js'
import { projectToPlane } from './projectToPlane.js'

export interface RunMapOptions extends Pick<MapOptions, 'palette' | 'names' | 'title' | 'subtitle'> {
  readonly embedding: Table
  /** (N) group of each row. */
  readonly groups: Int32Array
}

/**
 * The map of a table: every shape on the two principal components, in the color of its group.
 *
 * @returns text of an SVG file
 */
export function drawRunMap({ embedding, ...options }: RunMapOptions): string {
  const { ids, classes, values, dimension } = embedding
  return drawMap({ ...projectToPlane(values, ids.length, dimension), ids, classes, ...options })
}
