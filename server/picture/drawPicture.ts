import { drawCurves, type CurvesOptions } from './drawCurves.js'
import { drawRunMap, type RunMapOptions } from './drawRunMap.js'
import { drawTree, type TreePictureOptions } from './drawTree.js'
import { renderPng } from './renderPng.js'

/** A picture to draw. */
export type PictureTask =
  | ({ readonly picture: 'map' } & RunMapOptions)
  | ({ readonly picture: 'tree' } & TreePictureOptions)
  | ({ readonly picture: 'curves' } & CurvesOptions)

export interface Picture {
  readonly svg: string
  readonly png: Uint8Array
}

/** Draws a picture in both forms. */
export async function drawPicture(task: PictureTask): Promise<Picture> {
  const svg = svgOf(task)
  return { svg, png: await renderPng(svg) }
}

function svgOf(task: PictureTask): string {
  switch (task.picture) {
    case 'map':
      return drawRunMap(task)
    case 'tree':
      return drawTree(task)
    case 'curves':
      return drawCurves(task)
  }
}
