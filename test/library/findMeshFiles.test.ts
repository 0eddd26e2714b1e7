import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findMeshFiles, requireMeshFiles } from '../../server/library/findMeshFiles.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** a/one.obj, a/b/two.STL, a/b/notes.txt */
function makeFolders(): string {
  const home = temporaryFolder()
  mkdirSync(join(home, 'a/b'), { recursive: true })
  for (const name of ['a/one.obj', 'a/b/two.STL', 'a/b/notes.txt']) writeFileSync(join(home, name), '')
  return home
}

const isRoot = process.getuid?.() === 0
const idsOf = async (...paths: string[]) => (await findMeshFiles(paths)).files.map(({ id }) => id)

describe('findMeshFiles', () => {
  it('finds the meshes below folders and those that are named, each once, with the name of their folder', async () => {
    const home = makeFolders()
    const [a, one, notes] = [join(home, 'a'), join(home, 'a/one.obj'), join(home, 'a/b/notes.txt')]
    expect((await findMeshFiles([a])).files).toEqual([
      { place: join(home, 'a/b/two.STL'), id: 'b/two.STL', below: 'b/two.STL', class: 'b' },
      { place: one, id: 'one.obj', below: 'one.obj', class: 'a' },
    ])
    expect(await idsOf(one, a, notes)).toEqual(['b/notes.txt', 'b/two.STL', 'one.obj'])
    expect(await idsOf(one)).toEqual(['one.obj'])
  })

  it('gives the same ids however the folder is named and wherever it lies', async () => {
    const [home, other] = [makeFolders(), makeFolders()]
    const expected = ['b/two.STL', 'one.obj']
    for (const path of [
      join(home, 'a'),
      join(home, 'a/'),
      relative('.', join(home, 'a')),
      join(home, 'a/b/..'),
      join(other, 'a'),
    ])
      expect(await idsOf(path)).toEqual(expected)
  })

  it('follows links to files and folders, even where they lead round, and prefers where things really lie', async () => {
    const home = makeFolders()
    mkdirSync(join(home, 'links'))
    symlinkSync(join(home, 'a/one.obj'), join(home, 'links/first.obj'))
    symlinkSync(join(home, 'a/b'), join(home, 'links/second'))
    symlinkSync(join(home, 'links'), join(home, 'a/b/round'))
    symlinkSync(join(home, 'nowhere'), join(home, 'links/third.stl'))
    symlinkSync('circle.obj', join(home, 'links/circle.obj'))
    symlinkSync('folder circle', join(home, 'links/folder circle'))
    symlinkSync('nowhere', join(home, 'links/lock'))
    const { files, refused } = await findMeshFiles([join(home, 'links')])
    expect(files.map(({ id, class: name }) => [id, name])).toEqual([
      ['first.obj', 'links'],
      ['second/two.STL', 'second'],
    ])
    expect(refused.map(({ id, message }) => [id, message.split('. ')[0]])).toEqual([
      ['circle.obj', 'circle.obj can not be read: its links lead in a circle (ELOOP)'],
      ['folder circle', 'folder circle can not be read: its links lead in a circle (ELOOP)'],
      ['third.stl', 'third.stl can not be read: it is gone, or is a link that leads nowhere (ENOENT)'],
    ])
    expect(await idsOf(home)).toEqual(['a/b/two.STL', 'a/one.obj', 'links/first.obj'])
  })

  it('names a pipe under the name of a mesh, and passes over what macOS leaves', async () => {
    const home = makeFolders()
    execFileSync('mkfifo', [join(home, 'a/pipe.obj')])
    mkdirSync(join(home, '__MACOSX/a'), { recursive: true })
    for (const name of ['__MACOSX/a/._one.obj', 'a/._one.obj', 'a/._notes.txt']) writeFileSync(join(home, name), 'x')
    const { files, refused, passedOver } = await findMeshFiles([home])
    expect(files).toHaveLength(2)
    expect(refused).toMatchObject([{ id: 'a/pipe.obj', class: 'a', code: 'input.unreadable' }])
    expect(passedOver).toBe(2)
  })

  it.skipIf(isRoot)('goes on where a folder can not be read, and names it', async () => {
    const home = makeFolders()
    chmodSync(join(home, 'a/b'), 0)
    const { files, refused } = await findMeshFiles([home])
    chmodSync(join(home, 'a/b'), 0o755)
    expect(files.map(({ id }) => id)).toEqual(['a/one.obj'])
    expect(refused).toMatchObject([{ id: 'a/b', code: 'input.unreadable' }])
    expect(refused[0].message).toContain('permission denied')
  })

  it('goes on where a path is longer than the system takes, and names it', async () => {
    const home = makeFolders()
    // Each step is short; only the whole is too long to be named from the root.
    const dig = "for (let i = 0; i < 45; i++) { fs.mkdirSync('d'.repeat(100)); process.chdir('d'.repeat(100)) }"
    execFileSync(process.execPath, ['-e', dig], { cwd: join(home, 'a') })
    onTestFinished(() => void execFileSync('rm', ['-rf', join(home, 'a')])) // Node's own rm names whole paths
    const { files, refused } = await findMeshFiles([home])
    expect(files.map(({ id }) => id)).toEqual(['a/b/two.STL', 'a/one.obj'])
    expect(refused.map(({ code, message }) => [code, message.includes('too long')])).toEqual([
      ['input.unreadable', true],
    ])
  })

  it('says what is not there, and that there is no mesh', async () => {
    await expect(findMeshFiles(['/no/such/thing'])).rejects.toMatchObject({ code: 'input.notFound' })
    const home = temporaryFolder()
    await expect(requireMeshFiles([home])).rejects.toMatchObject({ code: 'input.noMeshes' })
    for (const name of ['a.max', 'b.MAX', 'c.step', 'd.txt']) writeFileSync(join(home, name), '')
    await expect(requireMeshFiles([home])).rejects.toThrow('2 .max and 1 .step files were seen, which are not read')
  })
})
