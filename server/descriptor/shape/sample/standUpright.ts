import type { SurfaceSample } from './surfaceSample.js'

/** Which coordinate axis of the file points up; `none`: unknown, or not the same in all files. */
export type UpAxis = 'none' | 'y' | 'z'

/** The sample turned so that its third coordinate points up. */
export function standUpright(sample: SurfaceSample, up: 'y' | 'z'): SurfaceSample {
  if (up === 'z') return sample
  // x y z -> z x y keeps the handedness.
  const turn = (xyz: Float64Array) => xyz.map((_, i) => xyz[i - (i % 3) + ((i + 2) % 3)])
  return {
    ...sample,
    points: turn(sample.points),
    normals: turn(sample.normals),
    low: turn(sample.low),
    high: turn(sample.high),
  }
}
