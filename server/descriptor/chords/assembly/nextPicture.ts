import { fetch } from './lanes'

let x: usize = 0
let y: usize = 0
let xLow: usize = 0
let yLow: usize = 0
let half: usize = 0
let cellStarts: usize = 0

/**
 * Says which picture fetchNext is about.
 *
 * @param xAt          address for the picture's first place, as drawFacing; yAt, xLowAt, yLowAt the same; halfAt as
 *   collectFacing; from each on, as many places must be readable as fetchNext is called for
 * @param cellStartsAt as drawFacing
 */
export function setNext(xAt: usize, yAt: usize, xLowAt: usize, yLowAt: usize, halfAt: usize, cellStartsAt: usize): void {
  x = xAt
  y = yAt
  xLow = xLowAt
  yLow = yLowAt
  half = halfAt
  cellStarts = cellStartsAt
}

/**
 * Begins to bring a vector of places of the next picture into the cache while the present one is sorted. Drawing jumps
 * about in a picture and would wait for each line in turn, 3 to 6 of 20 to 60 ms a mesh.
 */
// @ts-ignore: decorator
@inline
export function fetchNext(place: u32): void {
  const at = <usize>place << 2
  fetch(x + at)
  fetch(y + at)
  fetch(xLow + at)
  fetch(yLow + at)
  fetch(half + at)
  // There are fewer cells than places, and half as many bytes for each.
  fetch(cellStarts + (<usize>place << 1))
}
