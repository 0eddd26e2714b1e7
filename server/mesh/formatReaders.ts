import type { MeshFormat } from './formats.js'
import type { Mesh } from './mesh.js'
import type { MeshPart } from './meshParts.js'
import { readPly } from './ply/readPly.js'
import { readObj, splitObj } from './readObj.js'
import { readOff } from './readOff.js'
import { readStl, splitStl } from './readStl.js'

interface FormatReader {
  /** @throws `mesh.*` */
  readonly read: (bytes: Uint8Array) => Mesh | Promise<Mesh>
  /** Splits a file into its shapes. Missing for formats that hold one shape. @throws `mesh.*` */
  readonly split?: (bytes: Uint8Array) => MeshPart[] | Promise<MeshPart[]>
}

/**
 * For each format that is read here, the function from the bytes of a file to its mesh, and the one to its shapes.
 * Decoders that take a while to load are loaded with the first file.
 */
export const FORMAT_READERS = {
  stl: { read: readStl, split: splitStl },
  obj: { read: readObj, split: splitObj },
  gltf: {
    read: async (bytes: Uint8Array): Promise<Mesh> => (await import('./gltf/readGltf.js')).readGltf(bytes),
    split: async (bytes: Uint8Array): Promise<MeshPart[]> => (await import('./gltf/readGltf.js')).splitGltf(bytes),
  },
  ply: { read: readPly },
  off: { read: readOff },
  threeMf: {
    read: async (bytes: Uint8Array): Promise<Mesh> => (await import('./threeMf/readThreeMf.js')).readThreeMf(bytes),
    split: async (bytes: Uint8Array): Promise<MeshPart[]> =>
      (await import('./threeMf/readThreeMf.js')).splitThreeMf(bytes),
  },
} as const satisfies Readonly<Record<MeshFormat, FormatReader>>
