import type { SurfaceSample } from './surfaceSample.js'

/** Distance from the vertical axis up to which histograms reach, in root-mean-square radii of the surface. */
export const WIDEST = 2

/**
 * (count) for each point its height over the ground, as a share of the whole height (0 ... 1), and its distance from
 * the vertical axis.
 */
export function aroundVertical({ count, points, low, high }: SurfaceSample) {
  const [heights, radii] = [new Float64Array(count), new Float64Array(count)]
  const ground = low[2]
  const perHeight = high[2] > ground ? 1 / (high[2] - ground) : 0
  for (let i = 0; i < count; i++) {
    heights[i] = (points[3 * i + 2] - ground) * perHeight
    radii[i] = Math.sqrt(points[3 * i] * points[3 * i] + points[3 * i + 1] * points[3 * i + 1])
  }
  return { heights, radii }
}
