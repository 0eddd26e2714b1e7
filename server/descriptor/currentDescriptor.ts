import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy, type DescriptorId } from '../../shared/schema/descriptorId.js'
import { CHORDS_VERSION } from './chords/chordsVersion.js'
import { SHAPE_VERSION } from './shape/shapeVersion.js'

/** Of each descriptor, as this program makes it. */
export const CURRENT_VERSIONS: Readonly<Record<DescribeOptions['descriptor'], number>> = {
  chords: CHORDS_VERSION,
  shape: SHAPE_VERSION,
}

/** What meshes become that this program describes with these options. */
export const currentDescriptor = (options: DescribeOptions): DescriptorId =>
  describedBy(options, CURRENT_VERSIONS[options.descriptor])
