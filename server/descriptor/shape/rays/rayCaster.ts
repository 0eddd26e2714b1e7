import { shapeKernel, type ShapeKernel } from '../kernel/shapeKernel.js'
import { buildBvh, MAX_DEPTH } from './buildBvh.js'
import { TriangleBvh } from './triangleBvh.js'
import { widen } from './wideBvh.js'

/** Numbers of a ray: origin x, y, z, direction x, y, z. */
export const RAY = 6

/**
 * Finds how far rays go until they meet a triangle, in lengths of their directions; Infinity where they meet none.
 *
 * @param rays   (RAY by ray)
 * @param any    true: stop at the first triangle found, nearest or not
 * @param target receives one distance for each ray
 */
export type CastRays = (rays: Float64Array, any: boolean, target: Float64Array) => void

/**
 * With more triangles than this, memory matters more than time: the kernel's BVH takes 120 bytes more for each, and
 * keeps them.
 */
const MOST_TRIANGLES = 262_144
/**
 * Boxes are larger than what they hold by this, and by this share of the largest coordinate. The error of the kernel's
 * float32 is a third of it at most.
 */
const PADDING = 1e-5
const PADDING_SHARE = 2e-6

/**
 * Casts rays at triangles: in the kernel, or where there is none by TriangleBvh, with the same results.
 *
 * @param corners (9 T) of triangles, at least one
 * @param use     called with the caster, which must not be used after `use` returns
 */
export function withRayCaster(corners: Float32Array, use: (castRays: CastRays) => void): void {
  const kernel = corners.length <= 9 * MOST_TRIANGLES ? shapeKernel() : undefined
  if (kernel === undefined) {
    use(plainCaster(corners))
    return
  }
  const mark = kernel.space.mark()
  try {
    use(kernelCaster(kernel, corners))
  } finally {
    kernel.space.release(mark)
  }
}

/** A caster in TypeScript, one ray at a time. */
export function plainCaster(corners: Float32Array): CastRays {
  const tree = new TriangleBvh(corners)
  return (rays, any, target) => {
    for (let k = 0; k < target.length; k++) {
      const [ox, oy, oz, dx, dy, dz] = rays.subarray(RAY * k, RAY * k + RAY)
      target[k] = tree.castRay(ox, oy, oz, dx, dy, dz, any)
    }
  }
}

/** A caster in WebAssembly. The caller releases what it allocates. */
function kernelCaster({ exports, space }: ShapeKernel, corners: Float32Array): CastRays {
  const largest = corners.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const tree = widen(buildBvh(corners), corners, Math.max(PADDING, PADDING_SHARE * largest))
  const [nodes, leaves] = [space.place(tree.nodes), space.place(tree.leaves)]
  const work = space.allocate(exports.castWorkBytes(MAX_DEPTH))
  return (rays, any, target) => {
    const mark = space.mark()
    const [placed, ways] = [space.place(rays), space.allocate(target.byteLength)]
    exports.castRays(nodes, leaves, placed, target.length, any, ways, work)
    target.set(new Float64Array(space.memory.buffer, ways, target.length))
    space.release(mark)
  }
}
