import { Random } from '../../shared/random.js'
import type { Viewport } from './viewport.js'

/** Some of the points in sight, and how many are in sight. */
export interface SampledPoints {
  readonly rows: Uint32Array<ArrayBuffer>
  readonly inSight: number
}

/** Draws points at random, always the same ones first, so that a map that moves does not flicker. */
export class PointSample {
  private readonly order: Uint32Array

  /** @param places (2N) x y */
  constructor(private readonly places: Float32Array) {
    this.order = Uint32Array.from(new Random(0).shuffle(Array.from({ length: places.length / 2 }, (_, row) => row)))
  }

  /** Number of all points. */
  get count(): number {
    return this.order.length
  }

  /** All points in sight, or where there are more than `most`, so many of them. */
  inSight({ x, y, pixelsPerUnit, width, height }: Viewport, most: number): SampledPoints {
    const [across, up] = [width / 2 / pixelsPerUnit, height / 2 / pixelsPerUnit]
    const rows = new Uint32Array(Math.min(most, this.order.length))
    let inSight = 0
    for (const row of this.order) {
      const [right, top] = [this.places[2 * row] - x, this.places[2 * row + 1] - y]
      if (right < -across || right > across || top < -up || top > up) continue
      if (inSight < rows.length) rows[inSight] = row
      inSight++
    }
    return { rows: rows.subarray(0, Math.min(inSight, rows.length)), inSight }
  }
}
