import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import type { TapName } from '../checkpoint/viewBlock.js'

const MEANS = ['early', 'block', 'head'] as const
const DEVIATIONS = ['earlyDeviation', 'blockDeviation'] as const

/**
 * The taps that a view block learns from. The deviations only help where up is unknown; where it is known, they cost
 * flat shapes more than others gain (docs/learning.md).
 *
 * @param described what the block's checkpoint expects
 */
export const tapsToLearn = (described: DescriptorId): readonly TapName[] =>
  described.kind === 'shape' && described.up === 'none' ? [...MEANS, ...DEVIATIONS] : MEANS
