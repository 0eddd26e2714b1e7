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
 * @param any    the first triangle found will do, nearest or not
 * @param target gets a way by ray
 */
export type CastRays = (rays: Float64Array, any: boolean, target: Float64Array) => void

/** Of more triangles, memory counts for more than time: the kernel's tree takes 120 bytes each on top, and keeps them. */
const MOST_TRIANGLES = 262_144
/**
 * Boxes are larger than what they hold by at least this, and by this share of the largest coordinate: the kernel's float32
 * is off by no more than a third of it.
 */
const PADDING = 1e-5
const PADDING_SHARE = 2e-6

/**
 * Lets rays be cast at triangles: by the kernel, or where there is none by TriangleBvh, with the same numbers.
 *
 * @param corners (9 T) of triangles, at least one
 * @param use     gets the caster, which is of no use afterwards
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

/** In TypeScript, a ray at a time. */
export function plainCaster(corners: Float32Array): CastRays {
  const tree = new TriangleBvh(corners)
  return (rays, any, target) => {
    for (let k = 0; k < target.length; k++) {
      const [ox, oy, oz, dx, dy, dz] = rays.subarray(RAY * k, RAY * k + RAY)
      target[k] = tree.castRay(ox, oy, oz, dx, dy, dz, any)
    }
  }
}

/** In WebAssembly; what it allocates is released by the caller. */
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
