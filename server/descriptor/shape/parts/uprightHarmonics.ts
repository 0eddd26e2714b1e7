import { aroundVertical, WIDEST } from '../sample/aroundVertical.js'
import type { PartGroup } from './partGroup.js'

const HEIGHTS = 8
const RADII = 6
/**
 * Orders of the Fourier coefficients, in waves around the axis: 1 for a one-sided shape, 2 for a wall, 3 for a tripod,
 * 4 for a table. 5 and 7 are rare in made things.
 */
const ORDERS = [0, 1, 2, 3, 4, 6, 8] as const
const CELLS = HEIGHTS * RADII

/**
 * `turns`: how the surface is spread around the vertical axis. For every ring (height × distance from the axis), the
 * power of the Fourier coefficients of its points over the azimuth. Turning and mirroring do not change the power, and
 * the descriptor's square root makes a magnitude of it.
 *
 * @see Papadakis et al., "PANORAMA", IJCV 89, 2010, for the idea; Kazhdan et al., SGP 2003, for magnitudes
 */
export const uprightHarmonics: PartGroup = {
  parts: [{ name: 'turns', length: ORDERS.length * CELLS, spread: 2.47, weight: 2 }],
  measure({ sample }) {
    const { count, points } = sample
    const { heights, radii } = aroundVertical(sample)
    // By order and cell: cosine, sine.
    const waves = new Float64Array(2 * ORDERS.length * CELLS)
    const wave = new Float64Array(2 * ORDERS.length)
    wave[0] = 1 / count // the cosine of order 0, which is 1 for every azimuth
    for (let i = 0; i < count; i++) {
      const azimuth = Math.atan2(points[3 * i + 1], points[3 * i])
      for (let k = 1; k < ORDERS.length; k++) {
        wave[2 * k] = Math.cos(ORDERS[k] * azimuth) / count
        wave[2 * k + 1] = Math.sin(ORDERS[k] * azimuth) / count
      }
      const height = within(heights[i] * HEIGHTS - 0.5, HEIGHTS - 1)
      const radius = within((radii[i] / WIDEST) * RADII - 0.5, RADII - 1)
      const story = Math.min(Math.floor(height), HEIGHTS - 2)
      const ring = Math.min(Math.floor(radius), RADII - 2)
      for (let corner = 0; corner < 4; corner++) {
        const [up, out] = [corner >> 1, corner & 1]
        const share = (1 - Math.abs(height - story - up)) * (1 - Math.abs(radius - ring - out))
        const cell = 2 * ((story + up) * RADII + ring + out)
        for (let k = 0; k < wave.length; k += 2) {
          waves[k * CELLS + cell] += share * wave[k]
          waves[k * CELLS + cell + 1] += share * wave[k + 1]
        }
      }
    }
    return [Float32Array.from({ length: waves.length / 2 }, (_, i) => waves[2 * i] ** 2 + waves[2 * i + 1] ** 2)]
  },
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most)
