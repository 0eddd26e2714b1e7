import type { Pointer, ShapeKernel } from '../kernel/shapeKernel.js'
import type { Facing } from './facing.js'
import { PAIR_ROUNDS } from './pairs.js'
import type { SurfaceSample } from './surfaceSample.js'

/** A sample in the kernel's memory, in the form that assembly/pairs.ts takes. */
export interface PairColumns {
  readonly columns: Pointer
  /** Bytes from one column to the next. */
  readonly stride: number
  /** Allocates a column with one entry for each pair; every call makes a new one. */
  readonly room: () => Pointer
}

/**
 * Writes points, facing and further values of each point to columns. Whoever marked the memory before releases them.
 *
 * @param more (count) further columns
 */
export function placeColumns(
  { space }: ShapeKernel,
  { count, points }: SurfaceSample,
  { tensors }: Facing,
  ...more: readonly Float64Array[]
): PairColumns {
  const length = count + PAIR_ROUNDS
  const columns = new Float64Array((9 + more.length) * length)
  for (let i = 0; i < length; i++) {
    const point = i % count
    for (let k = 0; k < 3; k++) columns[k * length + i] = points[3 * point + k]
    for (let k = 0; k < 6; k++) columns[(3 + k) * length + i] = tensors[6 * point + k]
    for (let k = 0; k < more.length; k++) columns[(9 + k) * length + i] = more[k][point]
  }
  return { columns: space.place(columns), stride: 8 * length, room: () => space.allocate(8 * count) }
}
