import type { OnProgress } from '../../shared/progress.js'
import { findCopies, type Copy } from '../duplicates/findCopies.js'
import { duplicateOf, findMatches, type Duplicate, type Match } from '../duplicates/findDuplicates.js'
import { joinPoses } from '../duplicates/pose.js'
import { signatureOf } from '../duplicates/signature.js'
import { surfaceFrame } from '../duplicates/surfaceFrame.js'
import type { CheckedMesh } from '../mesh/checkMesh.js'

/** The different meshes of a scene, to be compared. */
export interface DuplicatesInput {
  readonly meshes: readonly CheckedMesh[]
  /** As a share of the size. */
  readonly tolerance: number
}

/** Looking for copies, measuring what is left, and laying it on each other: each goes through all meshes. */
const STEPS = 3

/**
 * Finds every mesh that lies on an earlier one, by their indices in the input. Copies with the same vertices are found
 * at once; of all others, those are found whose surfaces are the same.
 */
export async function duplicateMeshes({ meshes, tolerance }: DuplicatesInput, tell: OnProgress): Promise<Duplicate[]> {
  const total = meshes.length
  const tellOf = (step: number, of: number) => (done: number) =>
    tell({ stage: 'compare', done: Math.floor(((step + done / of) / STEPS) * total), total })
  const copies = findCopies(meshes, tellOf(0, total))
  const copyOf = new Map(copies.map((copy) => [copy.shape, copy]))
  const forms = [...meshes.keys()].filter((shape) => !copyOf.has(shape))
  const tellSigned = tellOf(1, forms.length)
  const signatures = forms.map((shape, i) => {
    tellSigned(i + 1)
    return signatureOf(meshes[shape])
  })
  const found = await findMatches({
    signatures,
    load: (form) => Promise.resolve(meshes[forms[form]]),
    tolerance,
    onProgress: tellOf(2, forms.length),
  })
  const matchOf = new Map(found.map((match) => [forms[match.shape], { ...match, of: forms[match.of] }]))
  return [...meshes.keys()].flatMap((shape) => {
    const copy = copyOf.get(shape)
    const match = copy ? matchOfCopy(copy, meshes, matchOf.get(copy.of)) : matchOf.get(shape)
    return match ? [duplicateOf({ ...match, shape })] : []
  })
}

/**
 * The match of a copy of a duplicate: it is a duplicate of the same original.
 * @param match of the mesh that it is a copy of
 */
function matchOfCopy(copy: Copy, meshes: readonly CheckedMesh[], match: Match | undefined): Match {
  const count = meshes[copy.shape].triangles.length / 3
  if (!match) return { ...copy, size: 2 * surfaceFrame(meshes[copy.of]).radius, triangles: [count, count] }
  return {
    ...match,
    pose: joinPoses(copy.pose, match.pose),
    residual: match.residual + match.pose.scale * copy.residual,
  }
}
