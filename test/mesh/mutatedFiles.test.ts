import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { ShapekinError } from '../../shared/errors.js'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { splitMesh } from '../../server/mesh/splitMesh.js'
import { expectFlat } from '../support/expectFlat.js'
import { gltfVariants } from '../support/gltfVariants.js'
import { mutateBytes } from '../support/mutateBytes.js'
import { modelXml, objectXml, offOf, packageOf, plyOf, PRISM } from '../support/polygonFiles.js'

const SQUARE = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n'
const FACET = 'facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 2 0 0\nvertex 0 1 0\nendloop\nendfacet\n'

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
  ['obj', [Buffer.from(`o a\n${SQUARE}f 1 2 3 4\no b\ng c\nf -4 -3 -2\no a\nf 1//1 2//2 3//3 # end\n`)]],
  ['stl', [Buffer.from(['a', 'b'].map((name) => `solid ${name}\n${FACET}${FACET}endsolid\n`).join(''))]],
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
/** Of each format. SHAPEKIN_TEST_MUTANTS=170000 makes a million files: 20 minutes. */
const MUTANTS = Number(process.env.SHAPEKIN_TEST_MUTANTS ?? 3000)
const SEED = Number(process.env.SHAPEKIN_TEST_SEED ?? Date.now() % 2 ** 31)

describe.each(FILES)('damaged files of %s', (format, files) => {
  it(`are read whole or refused by a code, seed ${SEED}`, { timeout: 120_000 + 20 * MUTANTS }, async () => {
    const random = new Random(SEED)
    let i = -1
    await expectFlat(MUTANTS, async () => {
      i++
      const bytes = mutateBytes(files[i % files.length], random)
      try {
        const shapes =
          i % 2 === 0 ? [await parseMesh(bytes, format)] : (await splitMesh(bytes, format)).map(({ shape }) => shape)
        const isNone = (shape: (typeof shapes)[number]) =>
          'positions' in shape &&
          (!shape.positions.every(Number.isFinite) || shape.positions.length !== 3 * shape.triangles.length)
        if (shapes.length === 0 || shapes.some(isNone)) expect.fail(`mutant ${i}: a mesh that is none`)
      } catch (error) {
        if (!(error instanceof ShapekinError) || !error.code.startsWith('mesh.'))
          expect.fail(`mutant ${i}: ${error instanceof Error ? error.stack : String(error)}`)
      }
    })
  })
})
