import { describe, expect, it } from 'vitest'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { expectLinear } from '../support/expectLinear.js'
import { outcomeOf } from '../support/outcomeOf.js'
import { processorTime } from '../support/processorTime.js'

/** A piece of text so often that it fills the file. */
type Fill = (piece: string) => string

const facet = (gap = '') =>
  `facet normal 0 0 1 outer loop vertex 0 0 0 vertex 1 0 0 vertex${gap} 0 1 0 endloop endfacet\n`
const triangle = 'v 0 0 0\nv 1 0 0\nv 0 1 0\n'
const crossing = Array.from({ length: 250 }, (_, i) => `v ${(i * 7919) % 997} ${(i * 104729) % 991} 0\n`).join('')
const crossingFace = `f ${Array.from({ length: 250 }, (_, i) => i + 1).join(' ')}\n`

const crossingOutlines = (fill: Fill) => crossing + fill(crossingFace)

/** What is in the file, how it begins to be answered at MOST bytes, and its text. */
const CASES: readonly (readonly [string, MeshFormat, string, (fill: Fill) => string])[] = [
  ['solid without end', 'stl', 'mesh.syntax', (fill) => fill('solid a\n')],
  ['solid and endsolid', 'stl', 'mesh.empty', (fill) => fill('solid\nendsolid\n')],
  ['facets without end', 'stl', 'mesh.syntax', (fill) => `solid\n${fill('facet normal 0 0 0\n')}`],
  ['blanks', 'stl', 'mesh.empty', (fill) => fill(' ')],
  ['digits', 'stl', 'mesh.syntax', (fill) => fill('1')],
  ['blanks between two words', 'stl', '1 triangles', (fill) => `solid\n${facet(fill(' '))}endsolid`],
  [
    'a name full of facets',
    'stl',
    '1 triangles',
    (fill) => `solid ${fill('facet vertex 1 2 3 endsolid ')}\n${facet()}endsolid`,
  ],
  ['blanks', 'obj', 'mesh.empty', (fill) => fill(' ')],
  ['digits', 'obj', 'mesh.syntax', (fill) => `v ${fill('1')}`],
  ['groups', 'obj', '1 triangles', (fill) => `${triangle}${fill('o a\n')}f 1 2 3\n`],
  ['unknown lines', 'obj', '1 triangles', (fill) => `${triangle}${fill('xyz 1\n')}f 1 2 3\n`],
  ['vertices', 'obj', 'mesh.empty', (fill) => fill('v 1 2 3\n')],
  ['joined lines', 'obj', 'mesh.empty', (fill) => fill('\\\n')],
  ['one face', 'obj', 'mesh.tooLarge', (fill) => `${triangle}f${fill(' 1 2 3')}\n`],
  ['outlines that cross themselves', 'obj', 'mesh.tooLarge', crossingOutlines],
]

const fileOf = (text: (fill: Fill) => string, bytes: number): Buffer =>
  Buffer.from(text((piece) => piece.repeat(Math.ceil(bytes / piece.length))))

/** A quarter of 10 MB, and a quarter of that: three's loaders take 90 s and 6 s for them. */
const [ONE, FOUR, MOST] = [625_000, 2_500_000, 10_000_000]
/** Shorter than this, times say nothing; what is not linear takes seconds. */
const LEAST_SECONDS = 0.005

describe('hostile text', () => {
  it.each(CASES)(
    '%s of %s: 10 MB are answered by %s, 0.6 and 2.5 MB in a time that grows with their length',
    async (_, format, answer, text) => {
      const costOf = (bytes: number) => {
        const file = fileOf(text, bytes)
        return processorTime(() => outcomeOf(file, format), 2)
      }
      await expectLinear(costOf, ONE, FOUR, LEAST_SECONDS)
      expect(await outcomeOf(fileOf(text, MOST), format)).toMatch(new RegExp(`^${answer}`))
    },
  )

  it('says of outlines that cross themselves that they do, where there are not too many', async () => {
    expect(await outcomeOf(fileOf(crossingOutlines, FOUR), 'obj')).toMatch(/^mesh\.tooConcave:/)
  })
})
