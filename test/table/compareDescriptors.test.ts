import { describe, expect, it } from 'vitest'
import { compareDescriptors, nameDescriptor, unsaidLines } from '../../server/table/compareDescriptors.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy, type DescriptorId } from '../../shared/schema/descriptorId.js'

const chords = (options: Partial<DescribeOptions> = {}, version?: number) =>
  describedBy(DescribeOptions.parse(options), version)
const shape = (up: DescribeOptions['up'], version?: number) =>
  describedBy(DescribeOptions.parse({ descriptor: 'shape', up }), version)
const embedding = (digit: string, name = 'a'): DescriptorId => ({
  kind: 'embedding',
  checkpoint: digit.repeat(64),
  name,
})
const foreign = (numbers: 'histogram' | 'embedding'): DescriptorId => ({ kind: 'foreign', numbers })

/** No two of these can be compared. */
const DIFFERENT = [
  chords({}, 3),
  chords({}, 4),
  chords({ center: 'sphere' }, 3),
  chords({ source: 'hull' }, 3),
  chords({ points: 500 }, 3),
  shape('none', 5),
  shape('y', 5),
  shape('y', 6),
  embedding('0'),
  embedding('1'),
]

describe('compareDescriptors', () => {
  it('tells every pair apart that differs in what decides its numbers, either way around', () => {
    for (const [i, a] of DIFFERENT.entries())
      for (const [j, b] of DIFFERENT.entries())
        expect([nameDescriptor(a), nameDescriptor(b), compareDescriptors(a, b)]).toEqual([
          nameDescriptor(a),
          nameDescriptor(b),
          i === j ? 'same' : 'different',
        ])
    expect(new Set(DIFFERENT.map(nameDescriptor)).size).toBe(DIFFERENT.length)
  })

  it.each([
    ['y and z, once read', shape('y', 5), shape('z', 5), 'same'],
    ['a checkpoint that was moved', embedding('0', 'a'), embedding('0', 'b'), 'same'],
    ['a version that nobody wrote down', chords({}, 3), chords(), 'unsaid'],
    ['two of unsaid version', chords(), chords(), 'same'],
    ['unsaid versions of other options', chords({}, 3), chords({ center: 'sphere' }), 'different'],
    ['histograms of others', chords({}, 3), foreign('histogram'), 'unsaid'],
    ['an embedding of others', embedding('0'), foreign('embedding'), 'unsaid'],
    ['places and histograms', shape('y', 5), foreign('embedding'), 'different'],
    ['histograms and places', foreign('histogram'), embedding('0'), 'different'],
  ] as const)('says of %s what it is', (_, a, b, likeness) => {
    expect([compareDescriptors(a, b), compareDescriptors(b, a)]).toEqual([likeness, likeness])
    expect(unsaidLines('x.tsv', a, b)).toHaveLength(likeness === 'unsaid' ? 1 : 0)
  })
})
