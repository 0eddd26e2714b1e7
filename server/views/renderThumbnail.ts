import type { Mesh } from '../mesh/mesh.js'
import { drawnSurface, type DrawnSurface } from './drawnSurface.js'
import { type Crop, drawView, GROUND, LARGEST_PICTURE, WHOLE_BALL } from './drawView.js'
import type { Vector, ViewFrame } from './viewFrame.js'

/** Samples along the side of a pixel. */
const SAMPLES = 2

/** Side of the largest thumbnail in pixels. */
export const LARGEST_THUMBNAIL = LARGEST_PICTURE / SAMPLES

/** Free margin at each side, as a share of half the picture. */
const MARGIN = 0.04

/**
 * A small picture of a mesh for people: shaded gray on a transparent ground, filling the frame, with edges smoothed by
 * four samples a pixel. It has the same bytes on every machine.
 *
 * @param mesh any mesh; one without area gives an empty picture
 * @param size side in pixels, 1 ... LARGEST_THUMBNAIL
 * @param view see thumbnailView
 * @returns (4 size²) RGBA, colors not multiplied by alpha, rows from the top
 */
export function renderThumbnail(mesh: Mesh, size: number, view: ViewFrame): Uint8ClampedArray<ArrayBuffer> {
  const surface = drawnSurface(mesh)
  const side = SAMPLES * size
  const samples = new Uint8Array(side * side)
  drawView(surface, view, side, samples, fitCrop(surface, view))
  const pixels = new Uint8ClampedArray(4 * size * size)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = SAMPLES * (row * side + column)
      let [sum, covered] = [0, 0]
      for (let down = 0; down < SAMPLES; down++)
        for (let right = 0; right < SAMPLES; right++) {
          const gray = samples[at + down * side + right]
          if (gray === GROUND) continue
          sum += gray
          covered++
        }
      if (covered === 0) continue
      const pixel = 4 * (row * size + column)
      pixels[pixel] = pixels[pixel + 1] = pixels[pixel + 2] = Math.round(sum / covered)
      pixels[pixel + 3] = Math.round((255 * covered) / SAMPLES ** 2)
    }
  return pixels
}

/** The smallest square around the surface as seen from here, with a margin. */
function fitCrop({ vertices }: DrawnSurface, { right, up }: ViewFrame): Crop {
  const [alongRight, alongUp] = [extent(vertices, right), extent(vertices, up)]
  const side = Math.max(alongRight.high - alongRight.low, alongUp.high - alongUp.low)
  if (!(side > 0)) return WHOLE_BALL
  const [x, y] = [(alongRight.low + alongRight.high) / 2, (alongUp.low + alongUp.high) / 2]
  return { x, y, half: ((1 + MARGIN) * side) / 2 }
}

function extent(vertices: Float64Array, [x, y, z]: Vector): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < vertices.length; i += 3) {
    const place = x * vertices[i] + y * vertices[i + 1] + z * vertices[i + 2]
    if (place < low) low = place
    if (place > high) high = place
  }
  return { low, high }
}
