import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { ShapekinError } from '../../shared/errors.js'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { gltfVariants } from '../support/gltfVariants.js'
import { mutateBytes } from '../support/mutateBytes.js'
import { modelXml, objectXml, offOf, packageOf, plyOf, PRISM } from '../support/polygonFiles.js'

/** Of each format, files of every kind. */
const FILES: readonly (readonly [MeshFormat, readonly Uint8Array[]])[] = [
  ['gltf', (await gltfVariants()).flatMap(({ bytes, name }) => (name === 'external.gltf' ? [] : [bytes]))],
  [
    'ply',
    (['ascii', 'binary_little_endian', 'binary_big_endian'] as const).flatMap((format) => [
      plyOf(PRISM, { format }),
      plyOf(PRISM, { format, isRich: true, coordinate: 'double', index: 'short' }),
    ]),
  ],
  ['off', [offOf(PRISM), offOf(PRISM, { head: 'COFF ', vertexTail: ' 1 0 0 1', faceTail: ' 3' })]],
  [
    'threeMf',
    [
      packageOf(modelXml(`<resources>${objectXml(PRISM, 1)}</resources><build><item objectid="1"/></build>`)),
      packageOf(
        modelXml(
          `<resources>${objectXml(PRISM, 1)}<object id="2"><components><component objectid="1" transform="1 0 0 0 1 0 0 0 1 5 0 0"/></components></object></resources><build><item objectid="2"/></build>`,
        ),
        {},
        0,
      ),
    ],
  ],
]
const MUTANTS = 3000
const SEED = Number(process.env.SHAPEKIN_TEST_SEED ?? Date.now() % 2 ** 31)

describe.each(FILES)('damaged files of %s', (format, files) => {
  it(`are read whole or refused by a code, seed ${SEED}`, { timeout: 120_000 }, async () => {
    const random = new Random(SEED)
    for (let i = 0; i < MUTANTS; i++) {
      const bytes = mutateBytes(files[i % files.length], random)
      try {
        const { positions, triangles } = await parseMesh(bytes, format)
        if (!positions.every(Number.isFinite) || positions.length !== 3 * triangles.length)
          expect.fail(`mutant ${i}: a mesh that is none`)
      } catch (error) {
        if (!(error instanceof ShapekinError) || !error.code.startsWith('mesh.'))
          expect.fail(`mutant ${i}: ${error instanceof Error ? error.stack : String(error)}`)
      }
    }
  })
})
