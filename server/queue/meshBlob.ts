import { z } from 'zod'
import { FORMATS, type MeshFormat } from '../mesh/formats.js'
import type { MeshInput } from '../mesh/meshSource.js'
import { RepairSchema } from '../mesh/repairSchema.js'
import { unpackBlob } from './packBlob.js'

const isRead = (name: unknown): boolean =>
  typeof name === 'string' && Object.hasOwn(FORMATS, name) && 'read' in FORMATS[name as MeshFormat]

const Input = z.union([
  z.object({ bytes: z.instanceof(Uint8Array), format: z.custom<MeshFormat>(isRead) }),
  z.object({
    positions: z.instanceof(Float32Array),
    triangles: z.instanceof(Uint32Array),
    repairs: z.array(RepairSchema).exactOptional(),
  }),
])

/** The mesh that packBlob was given; undefined where the blob is damaged. It is checked where it is described. */
export const unpackMesh = (blob: Uint8Array): MeshInput | undefined => Input.safeParse(unpackBlob(blob)).data
