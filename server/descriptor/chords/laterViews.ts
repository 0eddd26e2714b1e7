import { latticePictures, type LatticePictures } from './latticePictures.js'

/** All chords of a lattice, each once: view i sees the lattice points j > i. 1,813,861 chords of 2,000 points, 46 MB. */
export const laterViews = (count: number): LatticePictures => latticePictures(count, count, (i) => i + 1)
