import { expect, it } from 'vitest'
import { averageTaps, placeViews } from '../../server/checkpoint/viewBlock.js'
import { sayOfLook } from '../../server/checkpoint/sayOfLook.js'
import { TAPS } from '../../server/views/network/viewNetwork.js'
import { packSight, unpackSight } from '../../server/views/sight.js'
import { fitViewBlock } from '../../server/whitening/fitViewBlock.js'
import { Random } from '../../shared/random.js'

const SEED = 9
const TAUGHT = ['early', 'head', 'blockDeviation'] as const

/** Looks of shapes of 12 classes; members of one differ in three ways that say nothing about it, more than classes do. */
function classedLooks() {
  const random = new Random(SEED)
  const draw = () => random.bits() / 2 ** 31 - 1
  const way = () => Float64Array.from({ length: TAPS }, draw)
  const [common, nuisances] = [way(), [way(), way(), way()]]
  const looks: Float32Array[] = []
  const classes: string[] = []
  for (let kind = 0; kind < 12; kind++) {
    const own = way()
    for (let member = 0; member < 8; member++) {
      const shares = nuisances.map(draw)
      const taps = Float32Array.from({ length: 2 * TAPS }, (_, k) => {
        const i = k % TAPS
        return 4 * common[i] + 0.5 * own[i] + nuisances.reduce((sum, each, n) => sum + 1.5 * shares[n] * each[i], 0)
      })
      looks.push(packSight({ thinness: member / 8, taps }))
      classes.push(`class ${kind}`)
    }
  }
  return { looks, classes }
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)

/** Mean cosine within a class less that between classes. */
function gap(rows: readonly Float32Array[], classes: readonly string[]): number {
  const sums = { within: [0, 0], between: [0, 0] }
  rows.forEach((a, i) =>
    rows.slice(0, i).forEach((b, j) => {
      const sum = sums[classes[i] === classes[j] ? 'within' : 'between']
      sum[0] += cosine(a, b)
      sum[1]++
    }),
  )
  return sums.within[0] / sums.within[1] - sums.between[0] / sums.between[1]
}

it('learns from classes which differences between looks do not matter, and is the same to the byte each time', () => {
  const { looks, classes } = classedLooks()
  const fitted = fitViewBlock(looks, classes, TAUGHT)
  const placed = looks.map((look) => placeViews(fitted, look))
  placed.forEach((row, i) => {
    const { thinness } = unpackSight(looks[i])
    expect(cosine(row, row)).toBeCloseTo(sayOfLook(thinness), 5) // how much a look counts is its length
    row.forEach((value, k) => (row[k] = value / Math.sqrt(sayOfLook(thinness))))
  })
  const before = gap(
    looks.map((look) => averageTaps(fitted.taps, unpackSight(look).taps)),
    classes,
  )
  expect(gap(placed, classes), `${before} before`).toBeGreaterThan(before + 0.1)
  expect(fitViewBlock(looks, classes, TAUGHT)).toEqual(fitted)
})
