import type { CheckedMesh } from '../mesh/checkMesh.js'
import { prepareAlignment, type AlignedMesh } from './alignedMesh.js'
import { alignMeshes, ROUNDING } from './alignMeshes.js'
import { matrixOf, type Pose } from './pose.js'
import { mayMatch, reachOfSpread, type Signature } from './signature.js'
import { wordsOfPose } from './wordsOfPose.js'

/** A shape that is the same as another one, and the evidence for it. */
export interface Duplicate {
  /** Number of the shape, and number of the shape that it is a duplicate of. */
  readonly shape: number
  readonly of: number
  /** How it differs: `moved`, `turned 90.0°`, `scaled 2`, `mirrored`, `other triangles`; empty where it does not. */
  readonly changes: readonly string[]
  /**
   * The largest distance between the surfaces, in units of the shape that it is a duplicate of, and as a share of that
   * one's size.
   */
  readonly residual: number
  readonly residualShare: number
  /** Size of the other shape divided by its own. */
  readonly scale: number
  /** (12) transform that lays it on the other shape: see matrixOf. */
  readonly transform: readonly number[]
  readonly triangles: readonly [own: number, other: number]
}

/**
 * Prepared meshes that are kept. Beyond this number, the one not used for longest is dropped and read again when
 * needed.
 */
const MOST_READY = 256

export interface DuplicateSearch {
  readonly signatures: readonly Signature[]
  /** Reads the mesh of a shape; may be called again for the same shape. */
  readonly load: (shape: number) => Promise<CheckedMesh>
  /** Share of the size, 0 ... 0.1. */
  readonly tolerance: number
  readonly onProgress?: (done: number) => void
}

/** A shape that lies on an earlier one when it is transformed. */
export interface Match {
  readonly shape: number
  readonly of: number
  /** Transform from the shape to the other one. */
  readonly pose: Pose
  /** As in Duplicate. */
  readonly residual: number
  /** Twice the root-mean-square radius of the other shape. */
  readonly size: number
  readonly triangles: readonly [own: number, other: number]
}

/** Every shape that is a duplicate of an earlier one; see findMatches. */
export async function findDuplicates(search: DuplicateSearch): Promise<Duplicate[]> {
  return (await findMatches(search)).map(duplicateOf)
}

/** Describes a match as a duplicate. */
export function duplicateOf({ shape, of, pose, residual, size, triangles }: Match): Duplicate {
  const isSame = triangles[0] === triangles[1] && residual <= ROUNDING * size
  return {
    shape,
    of,
    changes: [...wordsOfPose(pose, size), ...(isSame ? [] : ['other triangles'])],
    residual,
    residualShare: residual / size,
    scale: pose.scale,
    transform: matrixOf(pose),
    triangles,
  }
}

/**
 * Every shape that lies on an earlier one when it is moved, turned, scaled or mirrored. Of several that are the same,
 * the first is the original of all. Shapes are compared only where their signatures are near enough, so that n shapes
 * do not need n x n comparisons.
 *
 * @returns in the order of the shapes
 */
export async function findMatches({ signatures, load, tolerance, onProgress }: DuplicateSearch): Promise<Match[]> {
  const ready = new Map<number, AlignedMesh>()
  const prepared = async (shape: number): Promise<AlignedMesh> => {
    const known = ready.get(shape) ?? prepareAlignment(await load(shape))
    ready.delete(shape) // puts it at the end of the order of use
    ready.set(shape, known)
    for (const oldest of ready.keys()) if (ready.size > MOST_READY) ready.delete(oldest)
    return known
  }
  const originals = new Originals(signatures, tolerance)
  const matches: Match[] = []
  for (const shape of signatures.keys()) {
    let match: Match | undefined
    for (const of of originals.near(shape)) {
      match = compare(shape, of, await prepared(shape), await prepared(of), tolerance)
      if (match) break
    }
    if (match) matches.push(match)
    else originals.add(shape)
    onProgress?.(shape + 1)
  }
  return matches
}

function compare(
  shape: number,
  of: number,
  own: AlignedMesh,
  other: AlignedMesh,
  tolerance: number,
): Match | undefined {
  const found = alignMeshes(own, other, tolerance)
  if (!found) return undefined
  const triangles: Match['triangles'] = [own.mesh.triangles.length / 3, other.mesh.triangles.length / 3]
  return { shape, of, ...found, size: 2 * other.frame.radius, triangles }
}

/** Shapes that are not duplicates, sorted into cells by their first spread. */
class Originals {
  private readonly cells = new Map<number, number[]>()
  private readonly cell: number

  constructor(
    private readonly signatures: readonly Signature[],
    private readonly tolerance: number,
  ) {
    this.cell = reachOfSpread(tolerance)
  }

  add(shape: number): void {
    const key = this.keyOf(shape)
    const there = this.cells.get(key)
    if (there) there.push(shape)
    else this.cells.set(key, [shape])
  }

  /** The shapes that the given one may be a duplicate of, earliest first. */
  near(shape: number): number[] {
    const key = this.keyOf(shape)
    return [key - 1, key, key + 1]
      .flatMap((each) => this.cells.get(each) ?? [])
      .filter((other) => mayMatch(this.signatures[shape], this.signatures[other], this.tolerance))
      .sort((a, b) => a - b)
  }

  private keyOf(shape: number): number {
    return Math.floor(this.signatures[shape].spread[0] / this.cell)
  }
}
