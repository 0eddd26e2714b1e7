import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findMeshFiles } from '../../server/mesh/findMeshFiles.js'
import { temporaryFolder } from '../support/startServer.js'

/** a/one.obj, a/b/two.STL, a/b/notes.txt */
function makeFolders(): string {
  const home = temporaryFolder()
  mkdirSync(join(home, 'a/b'), { recursive: true })
  for (const name of ['a/one.obj', 'a/b/two.STL', 'a/b/notes.txt']) writeFileSync(join(home, name), '')
  return home
}

describe('findMeshFiles', () => {
  it('finds the meshes below folders and those that are named, each once, with the name of their folder', async () => {
    const home = makeFolders()
    const [a, one, notes] = [join(home, 'a'), join(home, 'a/one.obj'), join(home, 'a/b/notes.txt')]
    expect(await findMeshFiles([a])).toEqual([
      { path: join(home, 'a/b/two.STL'), class: 'b' },
      { path: one, class: 'a' },
    ])
    expect((await findMeshFiles([one, a, notes])).map(({ path }) => path)).toEqual([
      notes,
      join(home, 'a/b/two.STL'),
      one,
    ])
  })

  it('follows links to files and folders, even where they lead round', async () => {
    const home = makeFolders()
    mkdirSync(join(home, 'links'))
    symlinkSync(join(home, 'a/one.obj'), join(home, 'links/first.obj'))
    symlinkSync(join(home, 'a/b'), join(home, 'links/second'))
    symlinkSync(join(home, 'links'), join(home, 'a/b/round'))
    symlinkSync(join(home, 'nowhere'), join(home, 'links/third.stl'))
    expect(await findMeshFiles([join(home, 'links')])).toEqual([
      { path: join(home, 'links/first.obj'), class: 'links' },
      { path: join(home, 'links/second/two.STL'), class: 'second' },
      { path: join(home, 'links/third.stl'), class: 'links' },
    ])
  })

  it.skipIf(process.getuid?.() === 0)('names a folder that can not be read', async () => {
    const home = makeFolders()
    chmodSync(join(home, 'a/b'), 0)
    const code = 'input.unreadable'
    await expect(findMeshFiles([home])).rejects.toMatchObject({ code, values: { path: join(home, 'a/b') } })
  })

  it('names what is not there', async () => {
    await expect(findMeshFiles(['/no/such/thing'])).rejects.toMatchObject({ code: 'input.notFound' })
  })
})
