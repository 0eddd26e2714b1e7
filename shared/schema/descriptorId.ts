import { z } from 'zod'
import { DescribeOptions } from './describeOptions.js'

const { center, source, points, up } = DescribeOptions.shape

/** Version of the descriptor; absent where an older table or checkpoint did not state it. */
const version = z.int().optional()

/** Identifies what the numbers of a table are. Only tables with the same id can be compared. */
export const DescriptorId = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chords'),
    center: center.unwrap(),
    source: source.unwrap(),
    points: points.unwrap(),
    version,
  }),
  /** `y` and `z` give the same numbers for the same shape: they only say how its file was read. */
  z.object({ kind: z.literal('shape'), up: up.unwrap(), version }),
  z.object({
    kind: z.literal('embedding'),
    /** SHA-256 of what decides the checkpoint's numbers, in hexadecimal digits. */
    checkpoint: z.string().regex(/^[0-9a-f]{64}$/),
    /** Name of the checkpoint's folder, for people. */
    name: z.string(),
    /** Whether some of the numbers say how the meshes look. */
    views: z.boolean().optional(),
  }),
  /** A table of another program, whose columns tell no more than this. */
  z.object({ kind: z.literal('foreign'), numbers: z.enum(['histogram', 'embedding']) }),
])
export type DescriptorId = z.infer<typeof DescriptorId>

/** The id of descriptions that are made with these options. */
export const describedBy = (options: DescribeOptions, version?: number): DescriptorId => {
  const { descriptor, center, source, points, up } = options
  return descriptor === 'chords'
    ? { kind: descriptor, center, source, points, version }
    : { kind: descriptor, up, version }
}
