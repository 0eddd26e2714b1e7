import { STLLoader } from 'three/addons/loaders/STLLoader.js'
import { ShapekinError } from '../../shared/errors.js'
import { isFlat } from './isFlat.js'
import { MAX_TRIANGLES } from './limits.js'
import type { Mesh } from './mesh.js'
import { meshOfCorners } from './meshOfCorners.js'
import { repairsOf } from './repairs.js'

const HEADER_BYTES = 80
const COUNT_END = HEADER_BYTES + 4
/** A normal and three corners, float32 each, and the number of attribute bytes that follow, uint16. */
const TRIANGLE_BYTES = 50
const FIRST_CORNER = 12
const ATTRIBUTE_COUNT = 48
/**
 * Least cosine between the normal in the file and the normal of the corners. Programs that round both stay above it.
 */
const SAME_WAY = 0.9
/**
 * Share of triangles with fitting normals from which on the layout counts as recognized; bytes read out of step stay
 * below it.
 */
const SURELY = 0.9
/**
 * A further triangle may reach this many times as far as the farthest coordinate before it: text taken for numbers
 * gives 1e+10 and more.
 */
const FARTHER = 100

/**
 * Whether the size of the file is exactly that of the triangles that the header announces, without attribute bytes.
 */
export const isExactBinaryStl = (bytes: Uint8Array): boolean =>
  bytes.length >= COUNT_END && COUNT_END + declaredCount(bytes) * TRIANGLE_BYTES === bytes.length

/**
 * Reads a binary STL file. Where the size does not fit the number of triangles, one of three things is true: the
 * triangles have attribute bytes (most programs use their count for colors instead), something follows the last
 * triangle, or triangles are missing. three decodes the triangles that are complete.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.countMismatch`, `mesh.truncated`, `mesh.nonFinite`, `mesh.noExtent`
 */
export function readBinaryStl(bytes: Uint8Array): Mesh {
  if (bytes.length < COUNT_END)
    throw new ShapekinError('mesh.truncated', { place: `Byte ${bytes.length}`, expected: 'the header of 84 bytes' })
  const count = declaredCount(bytes)
  const found = Math.floor((bytes.length - COUNT_END) / TRIANGLE_BYTES)
  const mismatch = new ShapekinError('mesh.countMismatch', { declared: count, found })
  if (count > found) throw mismatch
  if (count > MAX_TRIANGLES)
    throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
  const view = viewOf(bytes)
  const starts = startsOf(view, count)
  const end = starts[count]
  if (count === 0 && found === 0) throw new ShapekinError('mesh.empty')
  const positions = readCorners(view, starts)
  if (holdsTriangles(view, end, positions)) throw mismatch
  if (count === 0) throw new ShapekinError('mesh.empty')
  return meshOfCorners(
    positions,
    repairsOf({
      attributeBytes: end - COUNT_END - count * TRIANGLE_BYTES,
      tailBytes: bytes.length - end,
    }),
  )
}

const viewOf = ({ buffer, byteOffset, length }: Uint8Array): DataView => new DataView(buffer, byteOffset, length)

const declaredCount = (bytes: Uint8Array): number => viewOf(bytes).getUint32(HEADER_BYTES, true)

/**
 * (count + 1) offset at which each triangle starts, and at which the last one ends: 50 bytes apart, or more where
 * there are attribute bytes.
 *
 * @throws `mesh.truncated` where some of the attribute bytes are missing
 */
function startsOf(view: DataView, count: number): Uint32Array {
  const even = Uint32Array.from({ length: count + 1 }, (_, i) => COUNT_END + i * TRIANGLE_BYTES)
  if (even[count] === view.byteLength || hasNoAttributes(view, even)) return even
  const followed = followAttributes(view, count)
  const isWhole = followed.length === even.length
  if (isWhole && followed[count] === view.byteLength) return followed
  const evenShare = plausibleShare(view, even)
  if (evenShare > SURELY || evenShare >= plausibleShare(view, followed)) return even
  if (isWhole) return followed
  throw new ShapekinError('mesh.truncated', {
    place: `Byte ${view.byteLength}`,
    expected: `the attribute bytes of triangle ${followed.length - 1}`,
  })
}

const hasNoAttributes = (view: DataView, starts: Uint32Array): boolean =>
  starts.subarray(0, -1).every((start) => view.getUint16(start + ATTRIBUTE_COUNT, true) === 0)

/**
 * Offsets at which triangles start if they have attribute bytes, up to the last triangle that the file holds, and the
 * offset of its end.
 */
function followAttributes(view: DataView, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  let at = COUNT_END
  for (let i = 0; i < count; i++) {
    starts[i] = at
    const end = at + TRIANGLE_BYTES
    at = end > view.byteLength ? end : end + view.getUint16(at + ATTRIBUTE_COUNT, true)
    if (at > view.byteLength) return starts.slice(0, i + 1)
  }
  starts[count] = at
  return starts
}

function plausibleShare(view: DataView, starts: Uint32Array): number {
  const plausible = starts.subarray(0, -1).filter((start) => isPlausible(view, start))
  return plausible.length / Math.max(1, starts.length - 1)
}

/** Whether the bytes after the last triangle are further triangles, about as large as those before. */
function holdsTriangles(view: DataView, end: number, positions: Float32Array): boolean {
  const reach = FARTHER * positions.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let at = end; at + TRIANGLE_BYTES <= view.byteLength; at += TRIANGLE_BYTES)
    if (isPlausible(view, at) && (reach === 0 || cornersAt(view, at).every((value) => Math.abs(value) <= reach)))
      return true
  return false
}

/** Whether a normal fits three corners with area, or is 0; other bytes seldom look like that. */
function isPlausible(view: DataView, start: number): boolean {
  const corners = cornersAt(view, start)
  if (!corners.every(Number.isFinite) || isFlat(corners, 0, 3, 6)) return false
  const normal = [0, 4, 8].map((offset) => view.getFloat32(start + offset, true))
  if (normal.every((part) => part === 0)) return true
  const [ux, uy, uz] = [corners[3] - corners[0], corners[4] - corners[1], corners[5] - corners[2]]
  const [vx, vy, vz] = [corners[6] - corners[0], corners[7] - corners[1], corners[8] - corners[2]]
  const cross = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  const along = cross[0] * normal[0] + cross[1] * normal[1] + cross[2] * normal[2]
  return Math.abs(along) >= SAME_WAY * Math.hypot(...cross) * Math.hypot(...normal)
}

const cornersAt = (view: DataView, start: number): Float32Array =>
  Float32Array.from({ length: 9 }, (_, i) => view.getFloat32(start + FIRST_CORNER + 4 * i, true))

/**
 * (9T) the corners as written in the file, decoded by three from triangles without attribute bytes.
 *
 * @throws `mesh.nonFinite`
 */
function readCorners(view: DataView, starts: Uint32Array): Float32Array {
  const positions = new STLLoader().parse(withoutAttributes(view, starts).buffer).getAttribute('position').array
  const broken = positions.findIndex((value) => !Number.isFinite(value))
  if (broken < 0) return new Float32Array(positions)
  const triangle = Math.floor(broken / 9)
  const byte = starts[triangle] + FIRST_CORNER + 4 * (broken % 9)
  throw new ShapekinError('mesh.nonFinite', { place: `Triangle ${triangle} (byte ${byte})` })
}

/**
 * The same triangles 50 bytes apart, in a file of exactly that size, because three recognizes a binary file only by
 * that.
 */
function withoutAttributes(view: DataView, starts: Uint32Array): Uint8Array<ArrayBuffer> {
  const count = starts.length - 1
  const source = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  const bytes = new Uint8Array(COUNT_END + count * TRIANGLE_BYTES)
  new DataView(bytes.buffer).setUint32(HEADER_BYTES, count, true)
  for (let i = 0; i < count; i++)
    bytes.set(source.subarray(starts[i], starts[i] + ATTRIBUTE_COUNT), COUNT_END + i * TRIANGLE_BYTES)
  return bytes
}
