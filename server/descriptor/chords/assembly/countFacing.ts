import { collectFacing } from './collectFacing'
import { drawFacing } from './drawFacing'
import { openGroups } from './facingGroups'
import { facingHistogramBytes } from './hitCells'
import { setNext } from './nextPicture'

/**
 * Counts where the chords of all views first meet an outward surface, from both ends of each.
 *
 * @param vertices   3 float64 each; triangles 3 uint32 each; groups as groupTriangles leaves them
 * @param frames     by view, as drawFacing; starts and the next parameters as in ../mirroredViews.ts
 * @param nearest    scratch, float64, LANES - 1 more than there are lattice points
 * @param histograms facingHistogramBytes
 * @param doubts     ends of chords in doubt are written here as by collectFacing; must have room for one more view
 *   after doubtsLimit
 * @param work       facingWorkBytes
 * @returns          end of the doubts; beyond doubtsLimit there are too many, and the histograms are unfinished
 */
export function countFacing(
  vertices: usize, triangles: usize, triangleCount: u32, groups: usize, views: u32, frames: usize, stretch: f64,
  columnScale: f64, rowScale: f64, columns: i32, rows: i32, starts: usize, cellStarts: usize, x: usize, y: usize,
  xLow: usize, yLow: usize, half: usize, outerRadius: f64, nearest: usize, histograms: usize, doubts: usize,
  doubtsLimit: usize, work: usize,
): usize {
  memory.fill(histograms, 0, facingHistogramBytes())
  openGroups(groups, triangleCount)
  for (let view: u32 = 0; view < views; view++) {
    // Two views that share a picture follow each other, so that it is still in the cache.
    const picture = view >> 1
    const seen = view & 1 ? views - 1 - picture : picture
    const start = load<u32>(starts + (<usize>picture << 2))
    const places = load<u32>(starts + (<usize>picture << 2), 4) - start
    const at = <usize>start << 2
    const cellBytes = (<usize>(columns * rows) + 1) << 1, cells = cellStarts + cellBytes * <usize>picture
    // The first of two views and the last of all have this picture once more for the next, which costs nothing.
    const hasNext = (view & 1) != 0 && view + 1 < views
    const next = hasNext ? at + (<usize>places << 2) : at
    setNext(x + next, y + next, xLow + next, yLow + next, half + next, hasNext ? cells + cellBytes : cells)
    memory.fill(nearest, 0, <usize>places << 3)
    drawFacing(
      vertices, triangles, triangleCount, frames + <usize>seen * 72, stretch, columnScale, rowScale, columns, rows,
      cells, x + at, y + at, xLow + at, yLow + at, nearest, work,
    )
    doubts = collectFacing(
      half + at, x + at, y + at, xLow + at, yLow + at, places, nearest, outerRadius, histograms, seen, doubts,
    )
    if (doubts > doubtsLimit) return doubts
  }
  return doubts
}
