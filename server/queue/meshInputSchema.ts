import { z } from 'zod'
import { FORMAT_READERS } from '../mesh/formatReaders.js'
import type { MeshFormat } from '../mesh/formats.js'
import { RepairSchema } from '../mesh/repairSchema.js'

const isRead = (name: unknown): boolean => typeof name === 'string' && Object.hasOwn(FORMAT_READERS, name)

/** A MeshInput as it is read from a blob. The mesh itself is checked where it is described. */
export const MeshInputSchema = z.union([
  z.object({ bytes: z.instanceof(Uint8Array), format: z.custom<MeshFormat>(isRead) }),
  z.object({
    positions: z.instanceof(Float32Array),
    triangles: z.instanceof(Uint32Array),
    repairs: z.array(RepairSchema).exactOptional(),
  }),
])
