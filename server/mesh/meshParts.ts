import { ShapekinError } from '../../shared/errors.js'
import type { Polygon } from './cutConcave.js'
import type { Mesh } from './mesh.js'
import { refusalOf, type OrRefused } from './refusal.js'

/** One of the shapes of a file, such as a node, a group, a solid or an item. */
export interface MeshPart {
  /** Unique in the file, and the same whenever the file is read; '' where it is the only shape. */
  readonly name: string
  readonly shape: OrRefused<Mesh>
}

/** The triangles from this one up to the next segment have this name. */
export interface Segment {
  readonly name: string
  readonly firstTriangle: number
}

/** A file with more parts is not a collection of shapes, but one shape in pieces. */
const MAX_PARTS = 100_000
const LONGEST_NAME = 200

/**
 * Makes the parts of a file. A part that can not be made is refused, and the others are still returned.
 *
 * @param what first word of the name of a part without one, such as `node 3`
 * @throws `mesh.tooLarge` for more than MAX_PARTS parts
 */
export function makeParts(
  what: string,
  parts: readonly { readonly name: string; readonly make: () => Mesh }[],
): MeshPart[] {
  if (parts.length > MAX_PARTS)
    throw new ShapekinError('mesh.tooLarge', { count: parts.length, what: 'parts', limit: MAX_PARTS })
  const names = uniqueNames(parts.map(({ name }, i) => name || `${what} ${i + 1}`))
  return parts.map(({ make }, i) => ({ name: names[i], shape: made(make) }))
}

function made(make: () => Mesh): MeshPart['shape'] {
  try {
    return make()
  } catch (cause) {
    if (!(cause instanceof ShapekinError)) throw cause
    return { refused: refusalOf(cause) }
  }
}

/** Makes names unique: the second `Wheel` of a file becomes `Wheel (2)`, unless another part has that name. */
function uniqueNames(names: readonly string[]): string[] {
  const short = names.map((name) => name.slice(0, LONGEST_NAME))
  const taken = new Set(short)
  const met = new Map<string, number>()
  return short.map((name) => {
    let count = (met.get(name) ?? 0) + 1
    let unique = name
    if (count > 1) while (taken.has((unique = `${name} (${count})`))) count++
    met.set(name, count)
    taken.add(unique)
    return unique
  })
}

/** Triangles that belong to one shape, with the polygons among them. */
export interface CornerGroup {
  readonly name: string
  /** (9T) */
  readonly corners: Float64Array
  readonly polygons: readonly Polygon[]
}

/**
 * Groups triangles by segment or, with `isMerged`, by name, in the order in which the names first appear. Triangles
 * before the first segment have no name.
 *
 * @param corners  (9T)
 * @param polygons in the order of their triangles
 */
export function groupCorners(
  corners: Float64Array,
  polygons: readonly Polygon[],
  segments: readonly Segment[],
  isMerged: boolean,
): CornerGroup[] {
  const all = [{ name: '', firstTriangle: 0 }, ...segments]
  const groups = new Map<string | number, { name: string; ranges: { start: number; end: number }[]; size: number }>()
  all.forEach(({ name, firstTriangle: start }, i) => {
    const end = i + 1 < all.length ? all[i + 1].firstTriangle : corners.length / 9
    if (end === start) return
    const key = isMerged ? name : i
    const group = groups.get(key) ?? { name, ranges: [], size: 0 }
    group.ranges.push({ start, end })
    group.size += end - start
    groups.set(key, group)
  })
  return [...groups.values()].map(({ name, ranges, size }) => {
    const own = new Float64Array(9 * size)
    const ownPolygons: Polygon[] = []
    let at = 0
    for (const { start, end } of ranges) {
      own.set(corners.subarray(9 * start, 9 * end), 9 * at)
      for (let p = firstFrom(polygons, start); p < polygons.length && polygons[p].firstTriangle < end; p++)
        ownPolygons.push({ ...polygons[p], firstTriangle: polygons[p].firstTriangle - start + at })
      at += end - start
    }
    return { name, corners: own, polygons: ownPolygons }
  })
}

/** Index of the first polygon that begins at a triangle or after it. */
function firstFrom(polygons: readonly Polygon[], triangle: number): number {
  let [low, high] = [0, polygons.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (polygons[middle].firstTriangle < triangle) low = middle + 1
    else high = middle
  }
  return low
}
