import type { DrawnSurface } from './drawnSurface.js'
import { rectilinearAxes } from './rectilinearAxes.js'
import { standardViews } from './standardViews.js'
import type { Vector, ViewFrame } from './viewFrame.js'

/**
 * Number of views of a mesh whose up axis is unknown: one, or two opposite ones, for each of the six directions that
 * may be up.
 */
export type ViewCount = 6 | 12

/** Which of the four views around an axis are taken; the second of two is opposite to the first. */
const AROUND = { 6: [0], 12: [0, 2] } as const

/**
 * Views that turn with a surface. Each direction along its rectilinear axes is taken for up once, and the surface is
 * seen as if that were right. So at least one view shows it upright, and the views together hardly depend on which of
 * the axes comes first.
 */
export function ownViews(surface: DrawnSurface, count: ViewCount): ViewFrame[] {
  const axes = rectilinearAxes(surface)
  const around = standardViews('y').filter((_, index) => (AROUND[count] as readonly number[]).includes(index))
  return axes.flatMap((axis, k) =>
    [axis, opposite(axis)].flatMap((up) => {
      const right = axes[(k + 1) % 3]
      const toward = cross(right, up)
      const place = ([x, y, z]: Vector): Vector => [
        x * right[0] + y * up[0] + z * toward[0],
        x * right[1] + y * up[1] + z * toward[1],
        x * right[2] + y * up[2] + z * toward[2],
      ]
      return around.map((view) => ({ right: place(view.right), up: place(view.up), toward: place(view.toward) }))
    }),
  )
}

const opposite = ([x, y, z]: Vector): Vector => [-x, -y, -z]

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
