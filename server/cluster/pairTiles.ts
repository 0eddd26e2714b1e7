/**
 * Numbers of all pairs i > j, kept in tiles of 4 x 4: 64 bytes, one cache line. Walking along row i then touches one
 * line for four pairs, both before and after i. Storage row by row would touch one line for every pair after i and take
 * twice the time at 16,000 rows. Tiles follow each other as the rows of a lower triangle do; the half of a diagonal
 * tile with i <= j has no meaning.
 */
export type PairTiles = Float32Array

/** The largest number of rows whose places fit in 32 bits; their pairs take 8 GiB. */
export const MAX_PAIR_ROWS = 65_532

/** Rows and columns of a tile. */
export const TILE = 4

/** Tiles before the tile row that holds row i. */
const tilesBefore = (i: number): number => ((i >> 2) * ((i >> 2) + 1)) >> 1

/** Where the pairs of i with j < i start: pair (i, j) lies at pairStart(i) + pairStep(j). */
export const pairStart = (i: number): number => (tilesBefore(i) << 4) + ((i & 3) << 2)
export const pairStep = (j: number): number => ((j >> 2) << 4) + (j & 3)

/** Where the pair of two different rows lies, in either order. */
export const pairAt = (i: number, j: number): number =>
  i > j ? pairStart(i) + pairStep(j) : pairStart(j) + pairStep(i)

/** Number of float32 that the pairs of `count` rows take. */
export const pairFloats = (count: number): number => tilesBefore(count + TILE - 1) * 16

/** Keeps the pairs of some rows only and moves them to the front. @param kept (left) rows to keep, ascending */
export function compactPairs(pairs: PairTiles, kept: Int32Array, left: number): void {
  // Goes tile by tile in the new order, so that what is read never lies before what is written.
  for (let top = 0; top < left; top += TILE)
    for (let start = 0; start <= top; start += TILE)
      for (let i = top; i < Math.min(top + TILE, left); i++) {
        const from = pairStart(kept[i])
        const to = pairStart(i)
        for (let j = start; j < Math.min(start + TILE, i); j++)
          pairs[to + pairStep(j)] = pairs[from + pairStep(kept[j])]
      }
}
