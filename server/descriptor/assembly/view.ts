// What traceChords prepares for a view: its lattice points sorted into cells of the picture, and their chords.

/** Cells of a row of the picture; finer ones gained nothing from 10,000 to 100,000 triangles. */
export const CELLS: i32 = 64
/** Bytes of a chord: its direction x, y, z, 4 unused, 1 / direction x, y, z float32, 4 unused. */
export const CHORD: usize = 32
/** Bytes of a spot, where a chord meets the picture: column, row, -column, -row float32, in cells. */
export const SPOT: usize = 16
/** More than float32 rounds spots and boxes, in cells. */
export const SPOT_MARGIN: f32 = 0.002

/** A chord's number in its view is its rank by cell; `points` tells the lattice point. */
export let chords: usize = 0
export let spots: usize = 0
/** uint16 by chord. */
export let points: usize = 0
/** uint16 by cell, and one more: first chord. */
export let starts: usize = 0
/** uint16, (CELLS + 1) * (CELLS + 1): chords above and left of each cell's corner. */
export let sums: usize = 0
export let originX: v128 = f32x4.splat(0)
export let originY: v128 = f32x4.splat(0)
export let originZ: v128 = f32x4.splat(0)

let cellOfPoint: usize = 0

/** Bytes that prepareView works in. */
export function viewBytes(count: i32): usize {
  return <usize>count * (CHORD + SPOT + 4) + <usize>(CELLS * CELLS + 1 + (CELLS + 1) * (CELLS + 1)) * 2 + 5 * 16
}

/**
 * @param frame   9 float64: the axes u, v, w of the view; it looks along w from -w
 * @param x, y    float64 picture coordinates of `count` lattice points
 * @param stretch as ../chordViews.ts, scale for CELLS
 */
export function prepareView(frame: usize, x: usize, y: usize, count: i32, stretch: f32, scale: f32, work: usize): void {
  chords = work
  spots = chords + <usize>count * CHORD
  starts = spots + <usize>count * SPOT
  sums = starts + <usize>(CELLS * CELLS + 1) * 2
  points = sums + <usize>((CELLS + 1) * (CELLS + 1)) * 2
  cellOfPoint = points + <usize>count * 2
  originX = f32x4.splat(<f32>-load<f64>(frame, 48))
  originY = f32x4.splat(<f32>-load<f64>(frame, 56))
  originZ = f32x4.splat(<f32>-load<f64>(frame, 64))
  memory.fill(starts, 0, <usize>(CELLS * CELLS + 1) * 2)
  for (let k = 0; k < count; k++) {
    const at = <usize>k << 3
    const cell = i32x4.min_s(i32x4.splat(CELLS - 1), i32x4.trunc_sat_f32x4_u(spotOf(load<f64>(x + at), load<f64>(y + at), stretch, scale)))
    const number = i32x4.extract_lane(cell, 1) * CELLS + i32x4.extract_lane(cell, 0)
    store<u16>(cellOfPoint + (<usize>k << 1), <u16>number)
    const start = starts + (<usize>number << 1)
    store<u16>(start, load<u16>(start) + 1)
  }
  addUp()
  for (let k = count - 1; k >= 0; k--) {
    const start = starts + (<usize>load<u16>(cellOfPoint + (<usize>k << 1)) << 1)
    const chord = <usize>load<u16>(start) - 1
    store<u16>(start, <u16>chord)
    store<u16>(points + (chord << 1), <u16>k)
    const px = load<f64>(x + (<usize>k << 3)), py = load<f64>(y + (<usize>k << 3))
    const spot = spotOf(px, py, stretch, scale)
    v128.store(spots + chord * SPOT, v128.shuffle<i32>(spot, f32x4.neg(spot), 0, 1, 4, 5))
    const perLength = 1 / sqrt(1 + px * px + py * py)
    for (let axis: usize = 0; axis < 24; axis += 8) {
      const way = (px * load<f64>(frame + axis) + py * load<f64>(frame + axis, 24) + load<f64>(frame + axis, 48)) * perLength
      const at = chords + chord * CHORD + (axis >> 1)
      store<f32>(at, <f32>way)
      // Large enough, and finite: infinity times 0 would be nothing.
      store<f32>(at, <f32>(abs(way) < 1e-12 ? 1e12 : 1 / way), 16)
    }
  }
}

// @ts-ignore: decorator
@inline
function spotOf(x: f64, y: f64, stretch: f32, scale: f32): v128 {
  const slope = f32x4(<f32>x, <f32>y, 0, 0)
  const divisor = f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(stretch), f32x4.abs(slope)))
  return f32x4.add(f32x4.splat(<f32>CELLS / 2), f32x4.div(f32x4.mul(f32x4.splat(scale), slope), divisor))
}

/** Counts become the ends of the cells, and their sums over rectangles. */
function addUp(): void {
  const pitch = <usize>(CELLS + 1) << 1
  memory.fill(sums, 0, pitch)
  let at = starts, into = sums + pitch
  let sum: u32 = 0
  for (let row = 0; row < CELLS; row++) {
    const rowStart = sum
    store<u16>(into, 0)
    into += 2
    for (let column = 0; column < CELLS; column++) {
      sum += load<u16>(at)
      store<u16>(at, <u16>sum)
      store<u16>(into, <u16>(sum - rowStart) + load<u16>(into - pitch))
      at += 2
      into += 2
    }
  }
  store<u16>(at, <u16>sum)
}
