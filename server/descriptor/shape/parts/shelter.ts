import type { PartGroup } from './partGroup.js'
import { SoftHistogram } from './softHistogram.js'
import { MOST_OPEN, WIDEST_GAP } from '../sample/surroundings.js'

/** `shelter`: how open the surroundings of a point are × the square root of the thickness there. */
export const shelter: PartGroup = {
  parts: [{ name: 'shelter', length: 64, spread: 4.1, weight: 2 }],
  measure({ surroundings: { openness, thickness } }) {
    const histogram = new SoftHistogram({ bins: 8, to: MOST_OPEN }, { bins: 8, to: Math.sqrt(WIDEST_GAP) })
    histogram.addAll(openness, thickness.map(Math.sqrt))
    return [histogram.shares()]
  },
}
