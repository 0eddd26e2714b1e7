/** Bytes that the processor fetches at once. */
const LINE: usize = 64

/** What was read; kept, so that no compiler leaves the reading out. */
let read: u32 = 0

/**
 * Brings a picture near the processor by reading a number of each line, five columns at a time. Drawing jumps about in it and would
 * wait for each line by itself: 3 to 6 of 34 to 60 ms a mesh.
 *
 * @param x          of the picture's first place, as drawFacing; y, xLow, yLow likewise, half as collectFacing
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
