import type { ShapeFamily } from './shapeFamily.js'

const HEIGHTS = 8
const RADII = 6
/** In root-mean-square radii of the surface. */
const WIDEST = 2
/** Turns a wave makes around the axis: 1 one-sided, 2 a wall, 3 a tripod, 4 a table; 5 and 7 are rare in made things. */
const ORDERS = [0, 1, 2, 3, 4, 6, 8] as const
const CELLS = HEIGHTS * RADII

/**
 * `turns`: how the surface is spread around the vertical axis. For every ring (height × distance from the axis) the
 * power of the Fourier coefficients of its points over the azimuth, which turning and mirroring leave as it is; the
 * descriptor's square root makes it the magnitude.
 *
 * @see Papadakis et al., "PANORAMA", IJCV 89, 2010, for the idea; Kazhdan et al., SGP 2003, for magnitudes
 */
export const uprightHarmonics: ShapeFamily = {
  parts: [{ name: 'turns', length: ORDERS.length * CELLS, spread: 2.49, weight: 2 }],
  measure({ count, points, low, high }) {
    const waves = new Float64Array(2 * ORDERS.length * CELLS)
    const ground = low[2]
    const perHeight = high[2] > ground ? 1 / (high[2] - ground) : 0
    for (let i = 0; i < 3 * count; i += 3) {
      const [x, y] = [points[i], points[i + 1]]
      const azimuth = Math.atan2(y, x)
      const height = within((points[i + 2] - ground) * perHeight * HEIGHTS - 0.5, HEIGHTS - 1)
      const radius = within((Math.sqrt(x * x + y * y) / WIDEST) * RADII - 0.5, RADII - 1)
      const story = Math.min(Math.floor(height), HEIGHTS - 2)
      const ring = Math.min(Math.floor(radius), RADII - 2)
      for (let corner = 0; corner < 4; corner++) {
        const [up, out] = [corner >> 1, corner & 1]
        const share = (1 - Math.abs(height - story - up)) * (1 - Math.abs(radius - ring - out))
        if (share > 0) addWaves(waves, (story + up) * RADII + ring + out, azimuth, share / count)
      }
    }
    return [Float32Array.from({ length: waves.length / 2 }, (_, i) => waves[2 * i] ** 2 + waves[2 * i + 1] ** 2)]
  },
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most)

/** Adds a point's waves to a cell; layout of `waves`: order, cell, (cosine, sine). */
function addWaves(waves: Float64Array, cell: number, azimuth: number, share: number): void {
  for (let k = 0; k < ORDERS.length; k++) {
    const at = 2 * (k * CELLS + cell)
    waves[at] += share * Math.cos(ORDERS[k] * azimuth)
    waves[at + 1] += share * Math.sin(ORDERS[k] * azimuth)
  }
}
