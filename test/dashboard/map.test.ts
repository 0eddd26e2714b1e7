import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channels } from '../../shared/channels.js'
import { findPiles } from '../../dashboard/map/findPiles.js'
import { nearestPoint, pointsInside } from '../../dashboard/map/findPoints.js'
import { PointSample } from '../../dashboard/map/pointSample.js'
import { fitAll, panBy, toMap, toScreen, zoomAt, type Viewport } from '../../dashboard/map/viewport.js'

const number = fc.double({ min: -1000, max: 1000, noNaN: true })
const places = fc
  .array(fc.tuple(number, number), { minLength: 1, maxLength: 50 })
  .map((points) => ({ x: points.map(([x]) => x), y: points.map(([, y]) => y) }))
const size = fc.integer({ min: 50, max: 3000 })
const UNIT: Viewport = { x: 0, y: 0, pixelsPerUnit: 1, width: 100, height: 100 }

describe('the viewport of the map', () => {
  it('shows every point at first, whatever the points and the picture', () => {
    fc.assert(
      fc.property(places, size, size, (points, width, height) => {
        const view = fitAll(points, width, height)
        points.x.forEach((x, row) => {
          const [left, top] = toScreen(view, x, points.y[row])
          expect(left > 0 && left < width && top > 0 && top < height).toBe(true)
        })
      }),
    )
  })

  it('keeps the place under the pointer while it zooms, and what the hand holds while it is moved', () => {
    fc.assert(
      fc.property(
        places,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.nat(800),
        fc.nat(600),
        (points, by, left, top) => {
          const fitted = fitAll(points, 800, 600)
          const zoomed = zoomAt(fitted, by, left, top, fitted)
          const held = toScreen(zoomed, ...toMap(fitted, left, top))
          expect(Math.hypot(held[0] - left, held[1] - top)).toBeLessThan(1e-3)
          const moved = toScreen(panBy(zoomed, 17, -5), ...toMap(zoomed, left, top))
          expect(Math.hypot(moved[0] - left - 17, moved[1] - top + 5)).toBeLessThan(1e-3)
        },
      ),
    )
  })
})

/** Places between the corners that a line may have, so that no rounding decides. */
const onGrid = fc
  .array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 50 })
  .map((points) => ({ x: points.map(([x]) => x + 0.123), y: points.map(([, y]) => y + 0.5) }))
const corners = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 3, maxLength: 20 }).map((line) => line.flat())

describe('points of the map', () => {
  it('are found under the pointer: the nearest within reach that is not passed over', () => {
    const points = { x: [0, 4, 30], y: [0, 0, 0] }
    const none = () => false
    expect(nearestPoint(points, UNIT, [53, 50], 10, none)).toBe(1)
    expect(nearestPoint(points, UNIT, [53, 50], 10, (row) => row === 1)).toBe(0)
    expect(nearestPoint(points, UNIT, [66, 50], 10, none)).toBe(-1)
  })

  it('are inside a line that is drawn around them, and not in its bays', () => {
    const letterC = [0, 0, 10, 0, 10, 2, 2, 2, 2, 8, 10, 8, 10, 10, 0, 10]
    const points = { x: [1, 5, 5, 5, 11], y: [5, 1, 5, 9, 1] }
    expect(pointsInside(points, letterC)).toEqual([0, 1, 3])
  })

  it('are inside by the winding of the whole line, edge by edge, however it crosses itself', () => {
    fc.assert(
      fc.property(onGrid, corners, (points, line) => {
        const crossings = (x: number, y: number) =>
          Array.from({ length: line.length / 2 }, (_, i) => [2 * i, (2 * i + 2) % line.length]).filter(([i, j]) => {
            if (line[i + 1] > y === line[j + 1] > y) return false
            return x < line[j] + ((line[i] - line[j]) * (y - line[j + 1])) / (line[i + 1] - line[j + 1])
          }).length
        const inside = [...points.x.keys()].filter((row) => crossings(points.x[row], points.y[row]) % 2 === 1)
        expect(pointsInside(points, line)).toEqual(inside)
      }),
    )
  })

  it('of one spot are a pile when they are of several colors; counts and shares are theirs, and no point is in two', () => {
    const points = { x: [0.1, 0.2, 0.3, 30.1, 30.2, -30.1, 300], y: [0.1, 0.2, 0.3, 0.1, 0.1, 0.1, 0] }
    const piles = findPiles(points, ['d', 'b', 'd', 'a', 'a', 'c', 'c'], UNIT)
    expect(piles.map(({ count, shares }) => ({ count, shares }))).toEqual([
      {
        count: 3,
        shares: [
          ['d', 2],
          ['b', 1],
        ],
      },
    ])
    expect(piles[0].left).toBeCloseTo(50.2, 9)
    expect(findPiles(points, ['d', 'b', 'd', 'a', 'a', 'c', 'c'], UNIT, (row) => row === 1)).toEqual([]) // dimmed, it piles on none
    const alike = { x: new Array<number>(100).fill(0.1), y: new Array<number>(100).fill(0.1) }
    const [heap] = findPiles(alike, alike.x.map(() => 'a'), UNIT) // prettier-ignore
    expect(heap.shares).toEqual([['a', 100]])
    expect(findPiles({ x: [0.1, 0.2], y: [0.1, 0.2] }, ['a', 'a'], UNIT)).toEqual([]) // anybody sees two
    fc.assert(
      fc.property(places, (random) => {
        const colors = random.x.map((_, row) => 'abc'[row % 3])
        const found = findPiles(random, colors, fitAll(random, 200, 200))
        const sum = found.reduce((total, { count }) => total + count, 0)
        expect(sum).toBeLessThanOrEqual(colors.length)
        for (const { count, shares } of found) {
          expect(shares.length > 1 || count >= 5).toBe(true)
          expect(shares.reduce((total, [, members]) => total + members, 0)).toBe(count)
        }
      }),
    )
  })
})

it.each([
  ['#0072b2', [0, 0x72, 0xb2]],
  ['#fff', [255, 255, 255]],
  [' #1A2b3C', [0x1a, 0x2b, 0x3c]],
])('channels of %s', (color, expected) => expect(channels(color)).toEqual(expected))

it('a sample has all points in sight where they are few, else as many as are asked for, with those of fewer among them', () => {
  fc.assert(
    fc.property(
      places,
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
      (points, most, by) => {
        const flat = Float32Array.from(points.x.flatMap((x, row) => [x, points.y[row]]))
        const view = { ...UNIT, pixelsPerUnit: by }
        const isSeen = (row: number) => {
          const half = 50 / by
          return Math.abs(flat[2 * row]) <= half && Math.abs(flat[2 * row + 1]) <= half
        }
        const seen = points.x.flatMap((_, row) => (isSeen(row) ? [row] : []))
        const sample = new PointSample(flat)
        const { rows, inSight } = sample.inSight(view, most)
        expect(inSight).toBe(seen.length)
        expect(new Set(rows).size).toBe(Math.min(most, seen.length))
        for (const row of rows) expect(seen).toContain(row)
        const fewer = sample.inSight(view, Math.ceil(most / 2)).rows
        expect([...rows.subarray(0, fewer.length)]).toEqual([...fewer])
      },
    ),
  )
})
