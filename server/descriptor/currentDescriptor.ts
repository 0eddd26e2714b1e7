import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy, type DescriptorId } from '../../shared/schema/descriptorId.js'
import { CHORDS_VERSION } from './chords/chordsVersion.js'
import { SHAPE_VERSION } from './shape/shapeVersion.js'

const VERSION_OF: Readonly<Record<DescribeOptions['descriptor'], number>> = {
  chords: CHORDS_VERSION,
  shape: SHAPE_VERSION,
}

/** What meshes become that this program describes with these options. */
export const currentDescriptor = (options: DescribeOptions): DescriptorId =>
  describedBy(options, VERSION_OF[options.descriptor])
