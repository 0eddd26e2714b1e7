import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { Table } from '../table/table.js'
import { drawMap } from './drawMap.js'
import { palette, type Color } from './palette.js'
import { projectToPlane } from './projectToPlane.js'
import { renderPng } from './renderPng.js'

export interface RunMap {
  readonly svg: string
  readonly png: Uint8Array
  /** One color a group: the same on the map and in Blender. */
  readonly palette: readonly Color[]
}

/** The picture of a run: every shape on the two principal components of the embedding, in the color of its group. */
export async function drawRunMap(embedding: Table, groups: Int32Array, request: RunRequest): Promise<RunMap> {
  const { ids, classes, values, dimension } = embedding
  const colors = palette(request.groups)
  const svg = drawMap({
    ...projectToPlane(values, ids.length, dimension),
    ids,
    classes,
    groups,
    palette: colors,
    title: `${ids.length} shapes in ${request.groups} groups`,
    subtitle: `preset ${request.preset}, seed ${request.seed}`,
  })
  return { svg, png: await renderPng(svg), palette: colors }
}
