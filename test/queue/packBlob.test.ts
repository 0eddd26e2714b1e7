import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packBlob, unpackBlob } from '../../server/queue/packBlob.js'
import { MeshInputSchema } from '../../server/queue/meshInputSchema.js'
import { cube } from '../support/meshes.js'

const array = fc.oneof(
  fc.float32Array({ noNaN: false }),
  fc.uint32Array(),
  fc.uint8Array({ maxLength: 9 }), // of any length: the next array begins at a multiple of four
)
const plain = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), // JSON has no -0
  fc.boolean(),
  fc.constant(null),
)
const value = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(array, plain, fc.array(plain)))

describe('a blob', () => {
  it('gives back what was packed, arrays bit for bit', () => {
    fc.assert(
      fc.property(value, (given) => {
        const found = unpackBlob(packBlob(given)) as Record<string, unknown>
        const bits = (part: unknown) =>
          part instanceof Float32Array ? new Uint32Array(Float32Array.from(part).buffer) : part
        expect(Object.keys(found).sort()).toEqual(Object.keys(given).sort())
        for (const [name, part] of Object.entries(given)) {
          expect(found[name]?.constructor).toBe(part?.constructor)
          expect(bits(found[name])).toEqual(bits(part))
        }
      }),
    )
  })

  it('is none when any bit of it was changed, or its end is missing', () => {
    const blob = packBlob({ values: Float32Array.of(1, 2, 3), bytes: Uint8Array.of(4, 5, 6), name: 'x' })
    for (let bit = 0; bit < 8 * blob.length; bit++) {
      const changed = Uint8Array.from(blob)
      changed[bit >> 3] ^= 1 << (bit & 7)
      // Padding between JSON and arrays counts, too.
      expect(unpackBlob(changed), `bit ${bit}`).toBeUndefined()
    }
    for (let length = 0; length < blob.length; length++) expect(unpackBlob(blob.subarray(0, length))).toBeUndefined()
  })

  it('is a mesh only where it has the form of one', () => {
    const unpackMesh = (blob: Uint8Array) => MeshInputSchema.safeParse(unpackBlob(blob)).data
    const mesh = { ...cube(), repairs: [{ kind: 'tailBytes' as const, count: 2 }] }
    expect(unpackMesh(packBlob(mesh))).toEqual(mesh)
    const file = { bytes: Uint8Array.of(1, 2), format: 'stl' as const }
    for (const bytes of [file.bytes, Buffer.from(file.bytes)])
      expect(unpackMesh(packBlob({ ...file, bytes }))).toEqual(file)
    for (const other of [{}, null, { bytes: 'x', format: 'stl' }, { ...file, format: 'fbx' }, { positions: [1] }])
      expect(unpackMesh(packBlob(other)), JSON.stringify(other)).toBeUndefined()
  })
})
