import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy, type DescriptorId } from '../../shared/schema/descriptorId.js'
import { CHORDS_VERSION } from './chords/chordsVersion.js'
import { SHAPE_VERSION } from './shape/shapeVersion.js'

/** Version of each descriptor that this program computes. */
export const CURRENT_VERSIONS: Readonly<Record<DescribeOptions['descriptor'], number>> = {
  chords: CHORDS_VERSION,
  shape: SHAPE_VERSION,
}

/** The DescriptorId of descriptions that this program makes with these options. */
export const currentDescriptor = (options: DescribeOptions): DescriptorId =>
  describedBy(options, CURRENT_VERSIONS[options.descriptor])
