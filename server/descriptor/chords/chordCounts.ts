/** Counts are kept at this resolution; halving it again and again gives 64, 32, 16 and 8 intervals exactly. */
export const FINEST_INTERVALS = 128

/** What the chords of a sphere lattice met. Histograms are (128) counts over 0..1; see `reference` in docs/descriptors.md. */
export interface ChordCounts {
  /** Chords that meet the mesh's bounding sphere; the same for every mesh. */
  readonly chords: number
  /** Chords that meet the mesh. */
  readonly hits: number
  /** Chords that cross the surface an odd number of times; a mesh with more than a few has leaks. */
  readonly oddParity: number
  /** Way from each end of a hitting chord to the surface, in diameters of the outer sphere: 2 * hits entries. */
  readonly outer: Uint32Array
  /** Length of each chord that misses, in the same unit: chords - hits entries. */
  readonly missed: Uint32Array
  /** Distance of first and last hit from the center, in radii of the bounding sphere: 2 * hits entries. */
  readonly concentric: Uint32Array
}
