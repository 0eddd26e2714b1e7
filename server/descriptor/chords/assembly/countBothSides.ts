import { collectBothSides, takeOddChords } from './collectBothSides'
import { drawBothSides } from './drawFacing'
import { openGroups } from './facingGroups'
import { facingHistogramBytes } from './hitCells'
import { VECTOR } from './lanes'
import { setNext } from './nextPicture'

/**
 * Counts where the chords of all views first and last meet any surface.
 *
 * @param starts     first place of each view; this and the next parameters as in ../laterViews.ts
 * @param nearest    scratch, float64, LANES - 1 more than a view has places; farthest the same; odd the same in int32
 * @param histograms facingHistogramBytes
 * @param doubts     chords in doubt are written here as by collectBothSides; must have room for one more view after
 *   doubtsLimit
 * @param work       facingWorkBytes
 * @returns          end of the doubts; beyond doubtsLimit there are too many, and the histograms are unfinished
 */
export function countBothSides(
  vertices: usize, triangles: usize, triangleCount: u32, groups: usize, views: u32, frames: usize, stretch: f64,
  columnScale: f64, rowScale: f64, columns: i32, rows: i32, starts: usize, cellStarts: usize, x: usize, y: usize,
  xLow: usize, yLow: usize, half: usize, outerRadius: f64, nearest: usize, farthest: usize, odd: usize, histograms: usize,
  doubts: usize, doubtsLimit: usize, work: usize,
): usize {
  memory.fill(histograms, 0, facingHistogramBytes())
  openGroups(groups, triangleCount)
  takeOddChords()
  const none = f64x2.splat(Infinity)
  for (let view: u32 = 0; view < views; view++) {
    const start = load<u32>(starts + (<usize>view << 2))
    const places = load<u32>(starts + (<usize>view << 2), 4) - start
    if (places == 0) continue
    const at = <usize>start << 2
    const cellBytes = (<usize>(columns * rows) + 1) << 1, cells = cellStarts + cellBytes * <usize>view
    const hasNext = view + 1 < views, next = hasNext ? at + (<usize>places << 2) : at
    setNext(x + next, y + next, xLow + next, yLow + next, half + next, hasNext ? cells + cellBytes : cells)
    memory.fill(nearest, 0, <usize>places << 3)
    memory.fill(odd, 0, <usize>places << 2)
    for (let far = farthest, end = farthest + (<usize>places << 3); far < end; far += VECTOR) v128.store(far, none)
    drawBothSides(
      vertices, triangles, triangleCount, frames + <usize>view * 72, stretch, columnScale, rowScale, columns, rows,
      cells, x + at, y + at, xLow + at, yLow + at, nearest, farthest, odd, work,
    )
    doubts = collectBothSides(
      half + at, x + at, y + at, xLow + at, yLow + at, places, nearest, farthest, odd, outerRadius, histograms, view, doubts,
    )
    if (doubts > doubtsLimit) return doubts
  }
  return doubts
}
