import { createHash } from 'node:crypto'
import type { CheckedMesh } from '../mesh/checkMesh.js'
import { prepareAlignment, type AlignedMesh } from './alignedMesh.js'
import { isMirrorImage, ROUNDING } from './alignMeshes.js'
import { applyPose, fitPose, UNMOVED, type Pose } from './pose.js'
import { surfaceFrame } from './surfaceFrame.js'

/** A mesh that equals an earlier one vertex by vertex, as it is or when it is moved, turned, scaled or mirrored. */
export interface Copy {
  readonly shape: number
  readonly of: number
  /** Transform from the mesh to the one that it is a copy of. */
  readonly pose: Pose
  /**
   * The largest distance of a vertex from its counterpart, in units of the other mesh; no part of the surface lies
   * farther off.
   */
  readonly residual: number
}

/** How much the spread of two meshes may differ by rounding alone. */
const SPREAD_ROUNDING = 1e-4

/**
 * The meshes that are copies of earlier ones with the same vertices and triangles. They are compared by hashes first,
 * then vertex by vertex; thousands take a second. Meshes that are their own mirror images are left to alignMeshes,
 * which can tell whether they were mirrored.
 *
 * @param onProgress called after each mesh
 * @returns in the order of the meshes; none is a copy of a copy
 */
export function findCopies(meshes: readonly CheckedMesh[], onProgress?: (done: number) => void): Copy[] {
  const copies: Copy[] = []
  const byContent = new Map<string, Copy>()
  const byTriangles = new Map<string, Form[]>()
  meshes.forEach((mesh, shape) => {
    const content = hashOf(mesh.positions, mesh.triangles)
    const same = byContent.get(content)
    if (same) {
      if (same.shape === same.of) copies.push({ shape, of: same.of, pose: UNMOVED, residual: 0 })
      else copies.push({ ...same, shape })
    } else {
      const forms = entryOf(byTriangles, hashOf(sortedCorners(mesh.triangles)))
      const form = new Form(shape, mesh)
      const copy = forms.flatMap((other) => fitCopy(form, other) ?? []).at(0)
      if (copy) copies.push(copy)
      else forms.push(form)
      byContent.set(content, copy ?? { shape, of: shape, pose: UNMOVED, residual: 0 })
    }
    onProgress?.(shape + 1)
  })
  return copies
}

/** A mesh that is not a copy of an earlier one. */
class Form {
  readonly points: Float64Array
  readonly spread: readonly number[]
  /** Twice the root-mean-square radius. */
  readonly size: number
  private prepared: AlignedMesh | undefined

  constructor(
    readonly shape: number,
    private readonly mesh: CheckedMesh,
  ) {
    this.points = Float64Array.from(mesh.positions)
    const { spread, radius } = surfaceFrame(mesh)
    this.spread = spread
    this.size = 2 * radius
  }

  get isMirrorImage(): boolean {
    this.prepared ??= prepareAlignment(this.mesh)
    return isMirrorImage(this.prepared)
  }
}

/**
 * The transform that lays a form on another with the same triangles; undefined where it does not fit within rounding.
 */
function fitCopy(form: Form, other: Form): Copy | undefined {
  if (form.points.length !== other.points.length || form.points.length < 9) return undefined
  if (form.spread.some((share, i) => Math.abs(share - other.spread[i]) > SPREAD_ROUNDING)) return undefined
  for (const mirrored of [false, true]) {
    const pose = fitPose(form.points, other.points, mirrored)
    const residual = farthestApart(applyPose(pose, form.points), other.points)
    if (!(residual <= ROUNDING * other.size)) continue
    if (mirrored && other.isMirrorImage) return undefined
    return { shape: form.shape, of: other.shape, pose, residual }
  }
  return undefined
}

function farthestApart(points: Float64Array, others: Float64Array): number {
  let most = 0
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [points[i] - others[i], points[i + 1] - others[i + 1], points[i + 2] - others[i + 2]]
    most = Math.max(most, x * x + y * y + z * z)
  }
  return Math.sqrt(most)
}

/** The triangles with their corners sorted, so that their winding does not matter: mirroring reverses it. */
function sortedCorners(triangles: Uint32Array): Uint32Array {
  const sorted = new Uint32Array(triangles.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t], triangles[t + 1], triangles[t + 2]]
    const [low, high] = [Math.min(a, b, c), Math.max(a, b, c)]
    sorted[t] = low
    sorted[t + 1] = a + b + c - low - high
    sorted[t + 2] = high
  }
  return sorted
}

function hashOf(...arrays: readonly (Float32Array | Uint32Array)[]): string {
  const hash = createHash('sha1')
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(`${byteLength} `).update(new Uint8Array(buffer, byteOffset, byteLength))
  return hash.digest('base64')
}

function entryOf<Value>(map: Map<string, Value[]>, key: string): Value[] {
  const known = map.get(key)
  if (known) return known
  const made: Value[] = []
  map.set(key, made)
  return made
}
