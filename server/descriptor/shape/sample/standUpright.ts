import type { SurfaceSample } from './surfaceSample.js'

/** Which coordinate axis of the file points up; `none`: unknown, or not the same in all files. */
export type UpAxis = 'none' | 'y' | 'z'

/** The sample turned so that its third coordinate points up. */
export function standUpright(sample: SurfaceSample, up: 'y' | 'z'): SurfaceSample {
  if (up === 'z') return sample
  return {
    ...sample,
    points: turn(sample.points),
    normals: turn(sample.normals),
    low: turn(sample.low),
    high: turn(sample.high),
  }
}

/** Turns x y z into z x y, which keeps the handedness. */
function turn(rows: Float64Array): Float64Array {
  const turned = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i += 3) {
    turned[i] = rows[i + 2]
    turned[i + 1] = rows[i]
    turned[i + 2] = rows[i + 1]
  }
  return turned
}
