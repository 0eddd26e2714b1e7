import type { Table } from '../table/table.js'
import { drawMap } from './drawMap.js'
import type { Color } from './palette.js'
import { projectToPlane } from './projectToPlane.js'
import { renderPng } from './renderPng.js'

export interface RunMap {
  readonly svg: string
  readonly png: Uint8Array
}

export interface RunMapTask {
  readonly embedding: Table
  /** (N) group of each row. */
  readonly groups: Int32Array
  /** One color a group: the same as in Blender. */
  readonly palette: readonly Color[]
  readonly title: string
  readonly subtitle: string
}

/** The picture of a run: every shape on the two principal components of the embedding, in the color of its group. */
export async function drawRunMap({ embedding, groups, palette, title, subtitle }: RunMapTask): Promise<RunMap> {
  const { ids, classes, values, dimension } = embedding
  const svg = drawMap({
    ...projectToPlane(values, ids.length, dimension),
    ids,
    classes,
    groups,
    palette,
    title,
    subtitle,
  })
  return { svg, png: await renderPng(svg) }
}
