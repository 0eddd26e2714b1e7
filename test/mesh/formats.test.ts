import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findMeshFiles, requireMeshFiles } from '../../server/library/findMeshFiles.js'
import { FORMAT_READERS } from '../../server/mesh/formatReaders.js'
import {
  FORMATS,
  type MeshFormat,
  meshFormatOf,
  namesWithoutUp,
  READ_EXTENSIONS,
  unreadExtensionOf,
  unreadSentence,
  WRITTEN_FORMATS,
} from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

describe('the table of formats', () => {
  it('has each extension once, in lower case', () => {
    const extensions = Object.values(FORMATS).flatMap(({ extensions }) => extensions as readonly string[])
    expect(new Set(extensions).size).toBe(extensions.length)
    expect(extensions).toEqual(extensions.map((extension) => extension.toLowerCase()))
  })

  it('tells what a name promises', () => {
    const names = ['a.STL', 'b/c.d/e.obj', 'a.glb', 'a.txt', 'obj', '.obj', 'a.obj/b', 'a.b.Gltf', 'a\\b.step']
    expect(names.map(meshFormatOf)).toEqual([
      'stl',
      'obj',
      'gltf',
      undefined,
      undefined,
      undefined,
      undefined,
      'gltf',
      undefined,
    ])
    expect(names.flatMap((name) => unreadExtensionOf(name) ?? [])).toEqual(['.step'])
  })

  it.each(WRITTEN_FORMATS)('writes %s so that it is read again', async (format) => {
    const mesh = { positions: Float32Array.of(0, 0, 0, 1, 0, 0.25, 0, 1, 0), triangles: Uint32Array.of(0, 1, 2) }
    const bytes = Buffer.from(await FORMATS[format].write(mesh, 'a\nname'))
    expect(await parseMesh(bytes, format)).toMatchObject({ ...mesh, repairs: [] })
  })

  it('has the formats that are read in the README, with what splits them', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    const [table] = /^\| format \| read \|(?:.*\|\n)+/m.exec(readme) ?? ['']
    const rows = [...table.matchAll(/^\| ([A-Z3][\w, ]*) \| [^|]+ \| ([^|]*) \| ([^|]+) \| [^|]+ \|$/gm)]
    const told = rows.map(([, name, split, up]) => [name.replace('GLB, ', ''), split !== 'one', up.trim()])
    const up = { unsaid: 'not said', file: 'file', y: 'y', z: 'z' }
    const read = Object.entries(FORMAT_READERS) as [MeshFormat, object][]
    const rowsOfTable = read.map(([name, reader]) => [FORMATS[name].name, 'split' in reader, up[FORMATS[name].up]])
    expect(told).toEqual(rowsOfTable)
  })

  it('names the formats in which nobody says what is up, each once', () => {
    expect(namesWithoutUp(['a.stl', 'b.obj', 'c.STL', 'd.txt'])).toEqual(['STL'])
    expect(namesWithoutUp(['b.obj'])).toEqual([])
  })
})

describe('files of formats that are not read', () => {
  it('are counted by extension, and said', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'deep.max/er'), { recursive: true })
    for (const name of ['a.max', 'deep.max/b.MAX', 'deep.max/er/c.step', 'notes.txt'])
      writeFileSync(join(folder, name), '')
    const { files, unread } = await findMeshFiles([folder])
    expect(files).toEqual([])
    expect([...unread].sort()).toEqual([
      ['.max', 2],
      ['.step', 1],
    ])
    await expect(requireMeshFiles([folder])).rejects.toThrow(
      `There is no ${READ_EXTENSIONS} file in ${folder}; 2 .max and 1 .step files were seen, which are not read.`,
    )
    writeFileSync(join(folder, 'd.obj'), '')
    expect((await requireMeshFiles([folder])).files).toHaveLength(1)
  })

  it('are said in a sentence', () => {
    expect(unreadSentence(new Map([['.glb', 1545]]))).toBe('1,545 .glb files were seen, which are not read')
    expect(unreadSentence(new Map([['.step', 1]]))).toBe('1 .step file was seen, which is not read')
    expect(unreadSentence(new Map())).toBe('')
  })
})
