/** Bytes that the processor fetches at once. */
const LINE: usize = 64

/** Receives what was read, so that no compiler removes the reading. */
let read: u32 = 0

/**
 * Brings a picture into the cache by reading one number of each cache line, five columns at a time. Drawing jumps
 * about in the picture and would wait for each line in turn, which took 3 to 6 of 34 to 60 ms a mesh.
 *
 * @param x          address for the picture's first place, as drawFacing; y, xLow, yLow the same; half as
 *   collectFacing
 * @param cellStarts (columns * rows + 1) uint16
 */
export function fetchPicture(
  x: usize, y: usize, xLow: usize, yLow: usize, half: usize, places: i32, cellStarts: usize, cells: i32,
): void {
  let bits: u32 = 0
  for (let at: usize = 0, end = <usize>places << 2; at < end; at += LINE)
    bits ^= load<u32>(x + at) ^ load<u32>(y + at) ^ load<u32>(xLow + at) ^ load<u32>(yLow + at) ^ load<u32>(half + at)
  for (let at = cellStarts, end = cellStarts + (<usize>cells << 1); at < end; at += LINE) bits ^= load<u16>(at)
  read = bits
}
