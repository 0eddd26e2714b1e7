import { describe, expect, it } from 'vitest'
import { chordHistograms, type ChordType } from '../../../server/descriptor/chords/chordHistograms.js'
import { publishedCases } from '../../support/publishedCases.js'
import { readStl } from '../../support/readStl.js'
import { sharedData } from '../../support/sharedData.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'

/** Largest sum of absolute differences over 32 bins; what the service rounds differently is not known. */
const LIMITS: Record<ChordType, number> = {
  strict_outer: 2e-4,
  strict_outer_absolute: 2e-4,
  missed: 4e-4,
  concentric_sphere: 5e-4,
}

const folder = sharedData('reference')

describe.skipIf(!folder)('chordHistograms against the published numbers', () => {
  it.each(folder ? publishedCases(folder) : [])('$name', (published) => {
    const own = chordHistograms(checkMesh(readStl(published.meshFile)), { center: 'box' })
    expect(own.counts.chords).toBe(1_813_861)
    const publishedHits = published.histogram('strict_outer_absolute', 32).reduce((sum, share) => sum + share, 0)
    expect(Math.abs(own.hitFraction - publishedHits)).toBeLessThan(2e-4)
    for (const [type, limit] of Object.entries(LIMITS) as [ChordType, number][]) {
      const expected = published.histogram(type, 32)
      const l1 = own.histogram(type, 32).reduce((sum, share, i) => sum + Math.abs(share - expected[i]), 0)
      expect(l1, type).toBeLessThan(limit)
    }
  })
})
