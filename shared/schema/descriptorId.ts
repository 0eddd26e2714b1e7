import { z } from 'zod'
import { DescribeOptions } from './describeOptions.js'

const { center, source, points, up } = DescribeOptions.shape

/** Raised when a descriptor gives other numbers than before; absent where an older table or checkpoint did not say it. */
const version = z.int().optional()

/** What the numbers of a table are. Only what has the same id can be compared. */
export const DescriptorId = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chords'),
    center: center.unwrap(),
    source: source.unwrap(),
    points: points.unwrap(),
    version,
  }),
  /** With `y` and `z` the same shape has the same numbers: they differ in how its file was read. */
  z.object({ kind: z.literal('shape'), up: up.unwrap(), version }),
  z.object({
    kind: z.literal('embedding'),
    /** SHA-256 of what decides the checkpoint's numbers, in hexadecimal digits. */
    checkpoint: z.string().regex(/^[0-9a-f]{64}$/),
    /** The checkpoint's folder, for people. */
    name: z.string(),
    /** Whether some of the numbers say how the meshes look. */
    views: z.boolean().optional(),
  }),
  /** Of other origin: its columns tell no more. */
  z.object({ kind: z.literal('foreign'), numbers: z.enum(['histogram', 'embedding']) }),
])
export type DescriptorId = z.infer<typeof DescriptorId>

/** What meshes that are described with these options become. */
export const describedBy = (options: DescribeOptions, version?: number): DescriptorId => {
  const { descriptor, center, source, points, up } = options
  return descriptor === 'chords'
    ? { kind: descriptor, center, source, points, version }
    : { kind: descriptor, up, version }
}
