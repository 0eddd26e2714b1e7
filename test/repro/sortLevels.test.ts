import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Mesh } from '../../server/mesh/mesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { rowsOfTable } from '../support/rowsOfTable.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Issue 18, kind 5: `sort` took the innermost folder for the class, and was certain where it could not know. */

async function sort(files: Readonly<Record<string, Mesh>>, ...options: string[]) {
  const home = temporaryFolder()
  const [library, out] = [join(home, 'library'), join(home, 'placed.tsv')]
  for (const [name, mesh] of Object.entries(files)) {
    mkdirSync(join(library, name, '..'), { recursive: true })
    writeFileSync(join(library, name), writeObj(mesh, 'shape'))
  }
  const args = ['sort', library, '--out', out, ...options]
  const result = await runCli(args, { SHAPEKIN_HOME: home })
  return {
    ...result,
    home,
    placed: existsSync(out) ? rowsOfTable(out).map(([id, name, , , sure]) => [id, name, Number(sure)] as const) : [],
  }
}

const box = (i: number) => mapMesh(cube(), scaling(1, 1, 1 + i / 10))
const ball = (i: number) => bumpySphere(200 + 40 * i)

describe('shapekin sort', () => {
  it('takes the folders that part the files for classes, not the innermost, and says so before work begins', async () => {
    const files = {
      ...Object.fromEntries([0, 1].map((i) => [`boxes/thing ${i}/files/a.obj`, box(i)])),
      ...Object.fromEntries([0, 1].map((i) => [`round/thing ${i}/files/a.obj`, ball(i)])),
      'cube.obj': box(0.5),
    }
    const { code, stderr, placed } = await sort(files)
    expect(code).toBe(0)
    expect(placed.map(([id, name]) => [id, name])).toEqual([['cube.obj', 'boxes']])
    const [first] = stderr.split('\n')
    expect(first).toBe(
      'classes   2 at level 1 of the folders (if not, say --class-level): boxes, round; with a class 4, to be placed 1',
    )
  })

  it('takes the level that is given, or the folders of a folder', async () => {
    const files = {
      'a/boxes/1.obj': box(1),
      'b/boxes/2.obj': box(2),
      'a/round/1.obj': ball(1),
      'b/round/2.obj': ball(2),
      'new/sub/3.obj': box(1.5),
    }
    const { placed: byLevel } = await sort(files, '--class-level', '2', '--unsorted', 'new')
    expect(byLevel.map(([id, name]) => [id, name])).toEqual([['new/sub/3.obj', 'boxes']])
    const { placed: byFolder } = await sort(files, '--classes-in', 'a')
    expect(byFolder.map(([id, name]) => [id, name])).toEqual([
      ['b/boxes/2.obj', 'boxes'],
      ['b/round/2.obj', 'round'],
      ['new/sub/3.obj', 'boxes'],
    ])
  })

  it('is never certain of what is no copy: of many classes', async () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4].flatMap((i) => [
        [`boxes/${i}.obj`, box(i)],
        [`round/${i}.obj`, ball(i)],
      ]),
    )
    const { placed, stdout } = await sort({ ...files, 'one.obj': box(2.5), 'two.obj': ball(2.5) })
    expect(placed.map(([, name]) => name)).toEqual(['boxes', 'round'])
    // 8 of 8 trials right: (8 + 1/2) / (8 + 1).
    for (const [, , sure] of placed) expect(sure).toBeCloseTo(8.5 / 9, 3)
    expect(stdout).toContain('of the 2 placed ones about 1.9 are right')
  })

  it('says that a single class tells nothing apart, and how near a shape is by the standard of the class', async () => {
    const files = Object.fromEntries([1, 2, 3, 4].map((i) => [`boxes/${i}.obj`, box(i)]))
    const { code, stdout, placed } = await sort({ ...files, 'ball.obj': ball(1), 'box.obj': box(2.5) })
    expect(code).toBe(0)
    expect(stdout).toContain('there is one class only')
    const [[, , far], [, , near]] = placed
    expect(far).toBe(0)
    expect(near).toBe(4 / 5) // as near as all four boxes are, of one more than there are
  })

  it.each([
    ['sort.nothingToPlace', { 'boxes/1.obj': box(1), 'round/1.obj': ball(1) }],
    ['sort.noClass', { '1.obj': box(1), '2.obj': ball(1) }],
  ])('says %s at once, before anything is described', async (code, files) => {
    const { code: exit, stdout, home } = await sort(files, '--json')
    expect([exit, JSON.parse(stdout)]).toMatchObject([1, { error: { code } }])
    expect(existsSync(join(home, 'descriptions'))).toBe(false)
  })

  it.each([
    ['unsorted', ['--unsorted', 'nowhere']],
    ['classes-in', ['--classes-in', '..']],
    ['class-level', ['--classes-in', 'boxes', '--class-level', '1']],
  ])('refuses a wrong %s', async (field, options) => {
    const { code, stderr } = await sort({ 'boxes/1.obj': box(1), '2.obj': ball(1) }, ...options)
    expect([code, stderr]).toEqual([2, expect.stringContaining(field)])
  })
})
