import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { findInArchive } from '../../server/mesh/archive/findInArchive.js'
import { MAX_ENTRIES } from '../../server/mesh/archive/limits.js'
import { findMeshFiles } from '../../server/library/findMeshFiles.js'
import { readMeshBytes } from '../../server/mesh/readMeshBytes.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { mutateBytes } from '../support/mutateBytes.js'
import { offOf, plyOf, PRISM } from '../support/polygonFiles.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { zipOf, type ZipFileOf } from '../support/zipOf.js'

const SEED = 20
const OBJ = Buffer.from(writeObj(cube(), 'cube'))

/** A kit of five formats; the glTF file has its numbers in a file of their own. */
function kit(): Record<string, Uint8Array> {
  const builder = new GltfBuilder()
  const scene = { meshes: [{ primitives: [primitiveOf(builder, cube())] }], nodes: [{ mesh: 0 }] }
  const gltf = builder.json(scene, { uri: 'data%20of/box.bin' })
  return {
    'cubes/one.obj': OBJ,
    'cubes/deep/räder.PLY': Buffer.from(plyOf(PRISM, { format: 'binary_little_endian' })),
    'round.obj': Buffer.from(writeObj(bumpySphere(40), 'round')),
    'solids/prism.off': Buffer.from(offOf(PRISM)),
    'scene/box.gltf': Buffer.from(JSON.stringify(gltf)),
    'scene/data of/box.bin': builder.content(),
    'scene/picture.png': Buffer.from('no picture'),
    'car.step': Buffer.from('not read here'),
  }
}

function put(folder: string, files: Record<string, Uint8Array>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** Each file that was found, with its content or why there is none. */
async function contentsOf(...paths: string[]): Promise<Record<string, unknown>> {
  const { files, refused } = await findMeshFiles(paths)
  const read = await Promise.all(
    files.map(async (file) => {
      const { bytes } = await readMeshBytes(file).catch((cause: unknown) => ({ bytes: String(cause) }))
      return [file.id, typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64')] as const
    }),
  )
  return Object.fromEntries([...read, ...refused.map(({ id, message }) => [id, message] as const)])
}

describe('a zip archive', () => {
  it('gives what it gives when it is unpacked, with ids and classes of a folder of its name', async () => {
    const home = temporaryFolder()
    const unpacked = put(join(home, 'unpacked/kit.zip'), kit())
    const packed = join(home, 'packed')
    put(packed, { 'kit.zip': zipSync(kit()) })
    const expected = await contentsOf(dirname(unpacked))
    expect(Object.keys(expected)).toHaveLength(5)
    expect(await contentsOf(packed)).toEqual(expected)
    expect(await contentsOf(join(packed, 'kit.zip'))).toEqual(expected)
    const found = await findMeshFiles([packed])
    expect(found.files.map(({ id, class: label }) => `${id} ${label}`)).toEqual([
      'kit.zip/cubes/deep/räder.PLY deep',
      'kit.zip/cubes/one.obj cubes',
      'kit.zip/round.obj kit',
      'kit.zip/scene/box.gltf scene',
      'kit.zip/solids/prism.off solids',
    ])
    const one = await findInArchive(join(packed, 'kit.zip/cubes/one.obj'))
    expect(Buffer.from((await readMeshBytes(one)).bytes)).toEqual(OBJ)
  })

  it('names what leads out of it, is hidden, or would fill the memory, and gives the rest', async () => {
    const home = temporaryFolder()
    const plain = (name: string, more: Partial<ZipFileOf> = {}): ZipFileOf => ({ name, content: OBJ, ...more })
    const files = [
      plain('../up.obj'),
      plain('a/../../up.obj'),
      plain('b/c/../up.obj'),
      plain('/root.obj'),
      plain('C:\\windows.obj'),
      plain('zero\0.obj'),
      plain('link.obj', { content: '/etc/passwd', mode: 0o120777 }),
      plain('locked.obj', { flags: 1 }),
      plain('lzma.obj', { method: 14 }),
      plain('twice.obj'),
      plain('./twice.obj'),
      plain('bomb.obj', { content: Buffer.alloc(17 * 2 ** 20) }),
      plain('huge.obj', { sizeSaid: 2 ** 30 }),
      plain('longer.obj', { sizeSaid: OBJ.length - 1 }),
      plain('shorter.obj', { sizeSaid: OBJ.length + 1 }),
      plain('other.obj', { crcSaid: 7 }),
      plain('inner.zip', { content: zipOf([plain('x.obj')]) }),
      plain(`${'n'.repeat(1001)}.obj`),
      plain('__MACOSX/._good.obj'),
      plain('windows\\folder\\good.obj'),
      plain('stored.obj', { method: 0 }),
    ]
    put(home, { 'a.zip': zipOf(files) })
    const contents = await contentsOf(home)
    const good = ['a.zip/stored.obj', 'a.zip/windows/folder/good.obj']
    for (const id of good) expect(contents[id]).toBe(OBJ.toString('base64'))
    const reasons = Object.entries(contents)
      .filter(([id]) => !good.includes(id))
      .map(([id, message]) => [id.slice(6, 20), /(?:read|decoded): ([^.]*)/.exec(String(message))?.[1]])
    expect(Object.fromEntries(reasons)).toEqual({
      '../up.obj': 'its name leads out of the archive',
      'a/../../up.obj': 'its name leads out of the archive',
      'b/c/../up.obj': 'its name leads out of the archive',
      '/root.obj': 'its name leads out of the archive',
      'C:/windows.obj': 'its name leads out of the archive',
      'zero\\x00.obj': 'its name holds a zero byte',
      'link.obj': 'it is a link, which is not followed in archives',
      'locked.obj': 'it is encrypted',
      'lzma.obj': 'it is packed in a way that is not read (method 14)',
      'twice.obj': 'the archive holds two files of this name',
      'bomb.obj': 'it unpacks to more than 200 times its size',
      'huge.obj': 'it unpacks to 1,073,741,824 bytes, of 268,435,456 at most',
      'longer.obj': `it is longer than the ${OBJ.length - 1} bytes that the archive says`,
      'shorter.obj': `it has ${OBJ.length} bytes, not ${OBJ.length + 1} as the archive says`,
      'other.obj': 'its checksum is another',
      'inner.zip': 'it is an archive in an archive',
      nnnnnnnnnnnnnn: 'its name has 1,005 characters',
    })
    const { passedOver, refused } = await findMeshFiles([home])
    expect(passedOver).toBe(1)
    const classOf = (name: string) => refused.find(({ id }) => id === `a.zip/${name}`)?.class
    expect(['../up.obj', 'a/../../up.obj', '/root.obj', 'link.obj'].map(classOf)).toEqual(Array(4).fill('a'))
    expect(['C:/windows.obj', 'b/c/../up.obj'].map(classOf)).toEqual(['C:', 'b'])
  })

  it('that is none, is cut off, or says that it holds too much, is named; what stands before the damage is read', async () => {
    const home = temporaryFolder()
    const whole = zipOf([
      { name: 'one.obj', content: OBJ },
      { name: 'two.obj', content: OBJ },
    ])
    const listDamaged = Buffer.from(whole)
    listDamaged[whole.lastIndexOf('PK\x01\x02')] = 0
    const tooMany = Buffer.concat([whole.subarray(0, -22), zip64End(MAX_ENTRIES + 1)])
    put(home, {
      'cut.zip': whole.subarray(0, -30),
      'damaged.zip': listDamaged,
      'empty.zip': Buffer.alloc(0),
      'many.zip': tooMany,
      'text.zip': Buffer.from('no archive'),
    })
    const contents = await contentsOf(home)
    expect(Object.keys(contents)).toEqual([
      'damaged.zip/one.obj',
      'cut.zip',
      'damaged.zip',
      'empty.zip',
      'many.zip',
      'text.zip',
    ])
    expect(contents['damaged.zip/one.obj']).toBe(OBJ.toString('base64'))
    expect(contents['many.zip']).toContain('it holds 100,001 files, of 100,000 at most')
    expect(contents['cut.zip']).toContain('End of central directory record signature not found')
  })

  it('gives a glTF file no file from above its folder, and names one that is not there', async () => {
    const home = temporaryFolder()
    const { 'scene/box.gltf': gltf, 'scene/data of/box.bin': numbers } = kit()
    const naming = (uri: string) => Buffer.from(gltf).toString().replace('data%20of/box.bin', uri)
    const gltfIn = (uri: string) => ({ name: `scene/box.gltf`, content: naming(uri) })
    const outcome = async (uri: string) => {
      put(home, { 'a.zip': zipOf([gltfIn(uri), { name: 'box.bin', content: numbers }]) })
      const [file] = (await findMeshFiles([home])).files
      return readMeshBytes(file).catch(String)
    }
    expect(await outcome('../box.bin')).toContain('not below the folder of the file')
    expect(await outcome('a/%2e%2e/../box.bin')).toContain('not below the folder of the file')
    expect(await outcome('box.bin')).toContain('the archive holds no box.bin beside it')
  })

  it(`damaged at random gives what was packed or a reason, never anything else, seed ${SEED}`, async () => {
    const random = new Random(SEED)
    const home = temporaryFolder()
    const whole = Buffer.from(zipSync(kit()))
    const known = new Set(Object.values(await contentsOf(put(join(home, 'unpacked'), kit()))))
    let [intact, refused] = [0, 0]
    for (let i = 0; i < 400; i++) {
      put(join(home, 'packed'), { 'a.zip': mutateBytes(whole, random) })
      for (const content of Object.values(await contentsOf(join(home, 'packed'))))
        if (known.has(content)) intact++
        else {
          expect(content).toMatch(/ can not be | holds no /)
          refused++
        }
    }
    expect(intact).toBeGreaterThan(400)
    expect(refused).toBeGreaterThan(200)
  })
})

/** The end of an archive that says it holds so many files. */
function zip64End(entries: number): Buffer {
  const record = Buffer.alloc(56)
  record.write('PK\x06\x06', 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(entries), 24)
  record.writeBigUInt64LE(BigInt(entries), 32)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.fill(0xff, 8, 20)
  const whole = zipOf([
    { name: 'one.obj', content: OBJ },
    { name: 'two.obj', content: OBJ },
  ])
  locator.writeBigUInt64LE(BigInt(whole.length - 22), 8)
  return Buffer.concat([record, locator, end])
}
