import { ShapekinError } from '../../../shared/errors.js'
import type { DecodedAccessor } from './decodeAccessors.js'
import type { GltfPrimitive } from './gltfSchema.js'
import { multiply, type Matrix } from './matrix.js'

type Decoded = ReadonlyMap<number, DecodedAccessor>

/** Component `k` of element `i` of an accessor, as a real number. */
export const valueAt = ({ array, size, divisor }: DecodedAccessor, i: number, k: number): number =>
  divisor === 1 ? array[i * size + k] : Math.max(-1, array[i * size + k] / divisor)

/**
 * The vertices of a primitive in the space of its mesh, with the morph targets applied at the weights in the file.
 *
 * @returns (3V)
 * @throws `mesh.invalid` for positions or targets that do not have three numbers for each vertex
 */
export function morphedPositions(
  primitive: GltfPrimitive,
  weights: readonly number[],
  decoded: Decoded,
  place: string,
): Float64Array {
  const base = vectors(decoded, primitive.attributes.POSITION, `${place}.POSITION`)
  const positions = new Float64Array(3 * base.count)
  for (let i = 0; i < positions.length; i++) positions[i] = valueAt(base, (i / 3) | 0, i % 3)
  primitive.targets?.forEach((target, t) => {
    const weight = weights[t] ?? 0
    if (weight === 0 || !('POSITION' in target)) return
    const moves = vectors(decoded, target.POSITION, `${place}.targets[${t}]`)
    if (moves.count < base.count)
      throw invalid(`${place}.targets[${t}]`, `it moves ${moves.count} of ${base.count} vertices`)
    for (let i = 0; i < positions.length; i++) positions[i] += weight * valueAt(moves, (i / 3) | 0, i % 3)
  })
  return positions
}

function vectors(decoded: Decoded, accessor: number, place: string): DecodedAccessor {
  const found = decoded.get(accessor)
  if (found?.size !== 3) throw invalid(place, `${found?.size ?? 0} numbers a vertex instead of 3`)
  return found
}

/**
 * Moves vertices by the joints of a skin, in the pose of the file's nodes. A vertex without a joint moves with the
 * node.
 *
 * @param positions (3V) in the space of the mesh, not changed
 * @param joints    for each joint, the matrix from the bound mesh to the joint's place in the world
 * @param node      world matrix of the node itself
 * @returns (3V) in the world
 * @throws `mesh.invalid`
 */
export function skinnedPositions(
  positions: Float64Array,
  { attributes }: GltfPrimitive,
  joints: readonly Matrix[],
  node: Matrix,
  decoded: Decoded,
  place: string,
): Float64Array {
  const vertices = positions.length / 3
  const sets = Object.keys(attributes).flatMap((name) => {
    const set = /^JOINTS_(\d)$/.exec(name)?.[1]
    return set !== undefined && `WEIGHTS_${set}` in attributes ? [set] : []
  })
  const blended = new Float64Array(16 * vertices)
  const total = new Float64Array(vertices)
  for (const set of sets) {
    const names = decoded.get(attributes[`JOINTS_${set}`])
    const weights = decoded.get(attributes[`WEIGHTS_${set}`])
    if (!names || !weights || names.count < vertices || weights.count < vertices || names.size !== weights.size)
      throw invalid(place, `JOINTS_${set} and WEIGHTS_${set} do not fit its ${vertices} vertices`)
    for (let i = 0; i < vertices; i++)
      for (let k = 0; k < names.size; k++) {
        const weight = valueAt(weights, i, k)
        if (weight === 0) continue
        const joint = names.array[i * names.size + k]
        if (!(joint < joints.length))
          throw invalid(place, `vertex ${i} hangs on joint ${joint}, but its skin has ${joints.length}`)
        total[i] += weight
        for (let m = 0; m < 16; m++) blended[16 * i + m] += weight * joints[joint][m]
      }
  }
  const moved = new Float64Array(positions.length)
  for (let i = 0; i < vertices; i++) {
    const [x, y, z] = positions.subarray(3 * i, 3 * i + 3)
    const isHeld = total[i] > 0
    const m = isHeld ? blended.subarray(16 * i, 16 * i + 16) : node
    const whole = isHeld ? total[i] : 1
    for (let k = 0; k < 3; k++) moved[3 * i + k] = (m[k] * x + m[4 + k] * y + m[8 + k] * z + m[12 + k]) / whole
  }
  return moved
}

/** For each joint, the matrix from the bound mesh to the world. @throws `mesh.invalid` */
export function jointMatrices(
  joints: readonly number[],
  inverseBind: DecodedAccessor | undefined,
  worlds: readonly Matrix[],
  place: string,
): Matrix[] {
  if (inverseBind && (inverseBind.size !== 16 || inverseBind.count < joints.length))
    throw invalid(place, `its inverseBindMatrices do not fit its ${joints.length} joints`)
  return joints.map((joint, j) =>
    inverseBind
      ? multiply(
          worlds[joint],
          Float64Array.from({ length: 16 }, (_, m) => valueAt(inverseBind, j, m)),
        )
      : worlds[joint],
  )
}

const invalid = (place: string, problem: string) => new ShapekinError('mesh.invalid', { place, problem })
