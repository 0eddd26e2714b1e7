import { latticePictures, type LatticePictures } from './latticePictures.js'
import { turnOfLattice } from './sphereLattice.js'

/**
 * All chords of a lattice, each from both ends: view i sees every other lattice point.
 *
 * Half a turn swaps the lattice's points i and count - 1 - i. So view count - 1 - i has the picture of view i, where
 * partner j stands for count - 1 - j, and only the pictures of the first half are kept. Rounding of the lattice's
 * angles moves a mirrored end by 1.5e-12 at most. 43 MB for 2,000 points.
 */
export function mirroredViews(count: number): LatticePictures {
  const pictures = Math.ceil(count / 2)
  const half = latticePictures(count, pictures, () => 0)
  const { frames, starts } = half
  for (let i = 0; i < count - pictures; i++)
    frames.set(turned(frames.subarray(9 * i, 9 * i + 9), count), 9 * (count - 1 - i))
  const own = (count % 2) * (starts[pictures] - starts[pictures - 1]) // the middle point's picture is not shared
  return { ...half, chords: (2 * starts[pictures] - own) / 2 }
}

/** The frame of the mirrored view. @returns (9) the frame after the half turn that swaps the lattice's ends */
function turned(frame: Float64Array, count: number): Float64Array {
  const { cosine, sine } = turnOfLattice(count)
  const target = new Float64Array(9)
  for (let row = 0; row < 9; row += 3) {
    const [x, y, z] = frame.subarray(row, row + 3)
    target.set([cosine * x + sine * y, sine * x - cosine * y, -z], row)
  }
  return target
}
