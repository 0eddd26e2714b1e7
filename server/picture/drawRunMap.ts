import type { ShownPlaces } from '../../shared/schema/shownShapes.js'
import type { Table } from '../table/table.js'
import { drawMap, type MapOptions } from './drawMap.js'
import { projectToPlane } from './projectToPlane.js'

export interface RunMapOptions extends Pick<MapOptions, 'palette' | 'names' | 'title' | 'subtitle'> {
  readonly embedding: Table
  /** (N) group of each row. */
  readonly groups: Int32Array
  /** Where the rows lie by their neighbors (see neighborPlane). Default: on the two principal components. */
  readonly neighbors?: ShownPlaces
}

/**
 * The map of a table: every shape at its place, in the color of its group.
 *
 * @returns text of an SVG file
 */
export function drawRunMap({ embedding, neighbors, ...options }: RunMapOptions): string {
  const { ids, classes, values, dimension } = embedding
  const plane = neighbors ? planeOf(neighbors) : projectToPlane(values, ids.length, dimension)
  return drawMap({ ...plane, ids, classes, ...options })
}

const planeOf = ({ x, y }: ShownPlaces): Pick<MapOptions, 'coordinates' | 'axes'> => ({
  coordinates: Float32Array.from({ length: 2 * x.length }, (_, at) => (at % 2 ? y : x)[at >> 1]),
  axes: ['UMAP 1', 'UMAP 2'],
})
