import { collectBothSides, takeOddChords } from './collectBothSides'
import { drawBothSides } from './drawFacing'
import { openGroups } from './facingGroups'
import { fetchPicture } from './fetchPicture'
import { facingHistogramBytes } from './hitCells'

export { takeOddChords } from './collectBothSides'

/**
 * Counts where the chords of all views first and last meet any surface.
 *
 * @param starts     first place of each view; this and the next parameters as in ../laterViews.ts
 * @param nearest    scratch, float64, three more than a view has places; farthest the same; odd the same in int32
 * @param histograms facingHistogramBytes
 * @param doubts     chords in doubt are written here as by collectBothSides; must have room for one more view after
 *   doubtsLimit
 * @param work       facingWorkBytes
 * @returns          end of the doubts; beyond doubtsLimit there are too many, and the histograms are unfinished
 */
export function countBothSides(
  vertices: usize, triangles: usize, triangleCount: i32, groups: usize, views: i32, frames: usize, stretch: f64,
  columnScale: f64, rowScale: f64, columns: i32, rows: i32, starts: usize, cellStarts: usize, x: usize, y: usize,
  xLow: usize, yLow: usize, half: usize, outerRadius: f64, nearest: usize, farthest: usize, odd: usize, histograms: usize,
  doubts: usize, doubtsLimit: usize, work: usize,
): usize {
  memory.fill(histograms, 0, facingHistogramBytes())
  openGroups(groups, triangleCount)
  takeOddChords()
  const none = f64x2.splat(Infinity)
  for (let view = 0; view < views; view++) {
    const start = load<u32>(starts + (<usize>view << 2))
    const places = load<u32>(starts + (<usize>view << 2), 4) - start
    if (places == 0) continue
    const at = <usize>start << 2
    const cells = cellStarts + ((<usize>(columns * rows) + 1) << 1) * view
    fetchPicture(x + at, y + at, xLow + at, yLow + at, half + at, places, cells, columns * rows)
    memory.fill(nearest, 0, <usize>places << 3)
    memory.fill(odd, 0, <usize>places << 2)
    for (let far = farthest, end = farthest + (<usize>places << 3); far < end; far += 16) v128.store(far, none)
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
