import type { DrawnSurface } from './drawnSurface.js'
import type { ViewFrame } from './viewFrame.js'

/** Side of the largest picture in pixels; in a larger one depths would not be exact, see below. */
export const LARGEST_PICTURE = 512

/** Corners are rounded to 1 / PIXEL of a pixel. */
const PIXEL = 256
const HALF_PIXEL = PIXEL / 2
const PIXEL_BITS = 8

/** Gray of pixels beside the mesh. */
export const GROUND = 255
/** Gray of a face seen edge on, and what is added for a face seen square on. */
const [DARKEST, HEADLIGHT] = [30, 190]

/** The square of the picture plane that is drawn. */
export interface Crop {
  /** Its center, along the view's right and up axes. */
  readonly x: number
  readonly y: number
  /** Half the length of its side. */
  readonly half: number
}

/** A crop that shows the whole unit ball. */
export const WHOLE_BALL: Crop = { x: 0, y: 0, half: 1 }

/**
 * Draws a surface in parallel projection, lit from the eye: a pixel is 30 + 190 |n.z| where the nearest face has the
 * unit normal n, and 255 beside the mesh. Both sides of a face look alike. There is one sample for each pixel, at its
 * center.
 *
 * The same surface gives the same bytes on every machine, in whatever order its triangles come: corners are rounded to
 * 1/256 pixel; after that all numbers are whole numbers that doubles hold exactly (in a picture of 512 pixels: sides <
 * 2^18, areas < 2^36, depth times area < 2^53); a pixel's depth is one correctly rounded division; and of faces at
 * equal depth the brightest is drawn.
 *
 * @param size   side of the picture in pixels, 1 ... LARGEST_PICTURE
 * @param target (size²) rows from the top; overwritten
 */
export function drawView(
  { vertices, triangles, normals }: DrawnSurface,
  frame: ViewFrame,
  size: number,
  target: Uint8Array,
  crop: Crop = WHOLE_BALL,
): void {
  target.fill(GROUND)
  const nearest = new Float64Array(size * size).fill(-Infinity)
  const corners = placeCorners(vertices, frame, size, crop)
  const [towardX, towardY, towardZ] = frame.toward
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * triangles[t]
    let [b, c] = [3 * triangles[t + 1], 3 * triangles[t + 2]]
    const area = doubleArea(corners, a, b, c)
    if (area === 0) continue
    if (area < 0) [b, c] = [c, b]
    const [ax, ay, bx, by, cx, cy] = [
      corners[a],
      corners[a + 1],
      corners[b],
      corners[b + 1],
      corners[c],
      corners[c + 1],
    ]
    const firstRow = Math.max(0, firstPixel(Math.min(ay, by, cy)))
    const lastRow = Math.min(size - 1, lastPixel(Math.max(ay, by, cy)))
    const firstColumn = Math.max(0, firstPixel(Math.min(ax, bx, cx)))
    const lastColumn = Math.min(size - 1, lastPixel(Math.max(ax, bx, cx)))
    if (firstRow > lastRow || firstColumn > lastColumn) continue

    const facing = Math.abs(towardX * normals[t] + towardY * normals[t + 1] + towardZ * normals[t + 2])
    const shade = DARKEST + Math.round(HEADLIGHT * Math.min(1, facing))
    const [az, bz, cz] = [corners[a + 2], corners[b + 2], corners[c + 2]]
    const doubled = Math.abs(area)
    const [abX, abY, bcX, bcY, caX, caY] = [bx - ax, by - ay, cx - bx, cy - by, ax - cx, ay - cy]
    const depthStep = -PIXEL * (abY * cz + bcY * az + caY * bz)
    for (let row = firstRow; row <= lastRow; row++) {
      const y = PIXEL * row + HALF_PIXEL
      // Twice the area between each side and the center of the row's pixel 0. It falls by PIXEL * side's y with each
      // pixel to the right.
      const ab = abX * (y - ay) - abY * (HALF_PIXEL - ax)
      const bc = bcX * (y - by) - bcY * (HALF_PIXEL - bx)
      const ca = caX * (y - cy) - caY * (HALF_PIXEL - cx)
      const first = Math.max(firstColumn, spanStart(ab, abY), spanStart(bc, bcY), spanStart(ca, caY))
      const last = Math.min(lastColumn, spanEnd(ab, abY), spanEnd(bc, bcY), spanEnd(ca, caY))
      if (first > last) continue
      let depth = (ab - PIXEL * abY * first) * cz + (bc - PIXEL * bcY * first) * az + (ca - PIXEL * caY * first) * bz
      for (let at = row * size + first, end = row * size + last; at <= end; at++, depth += depthStep) {
        const near = depth / doubled
        if (near > nearest[at]) {
          nearest[at] = near
          target[at] = shade
        } else if (near === nearest[at] && shade > target[at]) target[at] = shade
      }
    }
  }
}

/**
 * (3V) whole numbers in 1/256 pixel: right, down, nearer; right and down are counted from the picture's upper left
 * corner.
 */
function placeCorners(
  vertices: Float64Array,
  { right, up, toward }: ViewFrame,
  size: number,
  crop: Crop,
): Float64Array {
  const corners = new Float64Array(vertices.length)
  const scale = (size * PIXEL) / (2 * crop.half)
  const middle = (size * PIXEL) / 2
  for (let i = 0; i < vertices.length; i += 3) {
    const [x, y, z] = [vertices[i], vertices[i + 1], vertices[i + 2]]
    corners[i] = Math.round(middle + scale * (right[0] * x + right[1] * y + right[2] * z - crop.x))
    corners[i + 1] = Math.round(middle - scale * (up[0] * x + up[1] * y + up[2] * z - crop.y))
    // Depth is measured in the unit ball, whatever the crop, because its range decides whether it stays exact.
    corners[i + 2] = Math.round(middle * (toward[0] * x + toward[1] * y + toward[2] * z))
  }
  return corners
}

const doubleArea = (at: Float64Array, a: number, b: number, c: number): number =>
  (at[b] - at[a]) * (at[c + 1] - at[a + 1]) - (at[b + 1] - at[a + 1]) * (at[c] - at[a])

/** First pixel whose center is not before a place, and last pixel whose center is not after it. */
const firstPixel = (place: number): number => (place + HALF_PIXEL - 1) >> PIXEL_BITS
const lastPixel = (place: number): number => (place - HALF_PIXEL) >> PIXEL_BITS

/**
 * First pixel of a row inside a side that is on its left (y < 0); -Infinity where the side does not bound the row
 * there.
 */
function spanStart(area: number, y: number): number {
  if (y < 0) return Math.ceil(area / (PIXEL * y))
  return y === 0 && area < 0 ? Infinity : -Infinity
}

/** Last pixel of a row inside a side that is on its right. */
const spanEnd = (area: number, y: number): number => (y > 0 ? Math.floor(area / (PIXEL * y)) : Infinity)
