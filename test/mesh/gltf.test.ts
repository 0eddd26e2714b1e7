import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Mesh } from '../../server/mesh/mesh.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { gltfVariants, pebble } from '../support/gltfVariants.js'
import { cube } from '../support/meshes.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { boxOf, surfaceOf, volumeOf } from '../support/surfaceOf.js'

const variants = await gltfVariants()

/** Lays a variant and its neighbours into a folder of its own. */
function laid({ name, bytes, files = {} }: (typeof variants)[number]): string {
  const folder = temporaryFolder()
  const path = join(folder, name.endsWith('.gltf') ? name : `${name}.glb`)
  for (const [way, content] of [[path, bytes] as const, ...Object.entries(files)]) {
    const place = way === path ? path : join(folder, way)
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, content)
  }
  return path
}

describe('a pebble written as glTF', () => {
  const whole = surfaceOf(pebble())
  it.each(variants)('$name: triangles, area, box, outside', async (variant) => {
    const { copies, rounding } = variant
    const mesh = await readMeshFile(laid(variant))
    const found = surfaceOf(mesh)
    expect(found.triangles).toBe(copies * whole.triangles)
    expect(Math.abs(found.area / whole.area / copies - 1)).toBeLessThan(10 * rounding)
    expect(Math.abs(volumeOf(mesh) / volumeOf(pebble()) / copies - 1)).toBeLessThan(10 * rounding)
    if (variant.copies > 1) return
    const box = boxOf(pebble())
    boxOf(mesh).forEach((value, i) => expect(Math.abs(value - box[i])).toBeLessThan(5 * rounding))
  })

  it('says how many primitives of points it left out', async () => {
    const bytes = variants.find(({ name }) => name === 'points-beside')?.bytes ?? Buffer.alloc(0)
    expect((await parseMesh(bytes, 'gltf')).repairs).toEqual([{ kind: 'pointsAndLines', count: 1 }])
  })
})

describe('a cube far away', () => {
  it('keeps its shape: nodes are multiplied in double precision', async () => {
    const builder = new GltfBuilder()
    const meshes = [{ primitives: [primitiveOf(builder, cube())] }]
    const nodes = [
      { translation: [448262.13, 0, 5411932.67], children: [1] },
      { mesh: 0, scale: [0.01, 0.01, 0.01] },
    ]
    const mesh = await parseMesh(builder.glb({ meshes, nodes }), 'gltf')
    expect(surfaceOf(mesh).area).toBeCloseTo(24 * 0.01 ** 2, 8)
  })
})

describe('strips and fans', () => {
  const outline = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 2, 0, 1, 2, 0)
  const ring = Float32Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, -1, 1, 0)
  const read = async (positions: Float32Array, mode: number): Promise<Mesh> => {
    const builder = new GltfBuilder()
    const primitive = { mode, attributes: { POSITION: builder.accessor(positions, 'VEC3') } }
    return parseMesh(builder.glb({ meshes: [{ primitives: [primitive] }], nodes: [{ mesh: 0 }] }), 'gltf')
  }
  /** All look the same way. */
  const normals = ({ positions }: Mesh): number[] =>
    Array.from({ length: positions.length / 9 }, (_, t) => {
      const p = positions.subarray(9 * t)
      return Math.sign((p[3] - p[0]) * (p[7] - p[1]) - (p[4] - p[1]) * (p[6] - p[0]))
    })

  it('become triangles that look the same way', async () => {
    const strip = await read(outline, 5)
    expect(surfaceOf(strip)).toMatchObject({ triangles: 4, area: 2 })
    expect(normals(strip)).toEqual([1, 1, 1, 1])
    const fan = await read(ring, 6)
    expect(surfaceOf(fan)).toMatchObject({ triangles: 3, area: 1.5 })
    expect(normals(fan)).toEqual([1, 1, 1])
  })
})

describe('a buffer in another file', () => {
  const [variant] = variants.filter(({ name }) => name === 'external.gltf')
  const withUri = (uri: string) => ({
    ...variant,
    bytes: Buffer.from(variant.bytes.toString().replace('parts/the%20pebble.bin', uri)),
  })

  it.each([
    ['../the.bin', 'which is not below the folder'],
    ['a/../../the.bin', 'which is not below the folder'],
    ['/etc/hosts', 'which is not below the folder'],
    ['..%2Fthe.bin', 'which is not below the folder'],
    ['file:///etc/hosts', 'nothing is fetched'],
    ['https://example.org/the.bin', 'nothing is fetched'],
    ['not-there.bin', 'not-there.bin can not be read: it is gone'],
    ['parts', 'it is no file'],
    ['the%00.bin', 'which is not below the folder'],
  ])('%s is refused', async (uri, sentence) => {
    await expect(readMeshFile(laid(withUri(uri)))).rejects.toThrow(sentence)
  })

  it('is not read through a link that leads out of the folder', async () => {
    const path = laid(withUri('link.bin'))
    const outside = join(temporaryFolder(), 'outside.bin')
    writeFileSync(outside, variant.files?.['parts/the pebble.bin'] ?? '')
    symlinkSync(outside, join(dirname(path), 'link.bin'))
    await expect(readMeshFile(path)).rejects.toThrow('not below the folder')
  })

  it('is found from a link to the file', async () => {
    const link = join(temporaryFolder(), 'link.gltf')
    symlinkSync(laid(variant), link)
    expect(surfaceOf(await readMeshFile(link)).triangles).toBe(surfaceOf(pebble()).triangles)
  })
})
