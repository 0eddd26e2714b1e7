import { OUTER_RADIUS, SHORTEST_HALF_CHORD } from './sphereLattice.js'

/** Half width of a view's picture: the slope at which a ray just touches the mesh's bounding sphere. */
const PICTURE_EDGE = 1 / (OUTER_RADIUS * SHORTEST_HALF_CHORD)

/**
 * Points lie closer together in the middle of the picture, so cells are stretched toward its edge to even out their
 * numbers.
 */
export const STRETCH = 0.6

/** Cells per unit of stretched slope, where there are `cells` from edge to edge. */
export const cellScale = (cells: number): number => (cells * (1 + STRETCH * PICTURE_EDGE)) / (2 * PICTURE_EDGE)

/** Column or row of the picture coordinate u / w; a coordinate outside falls into the first or last. */
export const cellOf = (u: number, w: number, cells: number): number =>
  Math.max(0, Math.min(cells - 1, Math.floor(cells / 2 + (cellScale(cells) * u) / (w + STRETCH * Math.abs(u)))))
