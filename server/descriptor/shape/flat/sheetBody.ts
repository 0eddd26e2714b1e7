import { checkMesh, type CheckedMesh } from '../../../mesh/checkMesh.js'
import { flattenSheet } from './flattenSheet.js'
import { outlinePieces } from './outlinePieces.js'
import type { SheetPlane } from './sheetPlane.js'
import { fillIndices } from '../../../system/fillIndices.js'

/** Thickness of the body, in widths of the sheet: a fifth of the sheet's shorter side. */
const BODY_THICKNESS = 0.2

/**
 * The body that a sheet stands for: a board with the same outline. A sheet has one normal everywhere, so its
 * description would tell only the spread of its points, and all sheets would look alike. The walls of the board show
 * the outline.
 *
 * Layers and the number of triangles do not matter: a sheet, a sheet with two sides and a very thin board of one
 * outline give the same body.
 *
 * @returns the body around the origin, in widths of the sheet, turned as the sheet is; the mesh itself where no layer
 *   can be seen
 */
export function sheetBody(mesh: CheckedMesh, plane: SheetPlane): CheckedMesh {
  const flat = flattenSheet(mesh, plane)
  if (flat.triangles.length === 0) return mesh // all layers cross, and each lies under another
  const corners: number[] = []
  const put = (x: number, y: number, side: 1 | -1): void => {
    const height = (side * BODY_THICKNESS) / 2
    const [e, f, n] = plane.axes
    for (let k = 0; k < 3; k++) corners.push(x * e[k] + y * f[k] + height * n[k])
  }
  for (let t = 0; t < flat.triangles.length; t += 3)
    for (const side of [1, -1] as const)
      for (const vertex of flat.triangles.subarray(t, t + 3))
        put(flat.vertices[3 * vertex], flat.vertices[3 * vertex + 1], side)
  for (const [ax, ay, bx, by] of outlinePieces(flat)) {
    put(ax, ay, -1)
    put(bx, by, -1)
    put(bx, by, 1)
    put(ax, ay, -1)
    put(bx, by, 1)
    put(ax, ay, 1)
  }
  return checkMesh({
    positions: Float32Array.from(corners),
    triangles: fillIndices(new Uint32Array(corners.length / 3)),
  })
}
