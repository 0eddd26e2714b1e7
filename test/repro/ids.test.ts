import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeObj } from '../../server/mesh/writeObj.js'
import { readTable } from '../../server/table/readTable.js'
import { writeTable } from '../../server/table/writeTable.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Issue 18, kind 6: absolute ids broke when a library moved, `similar ./x` listed the file itself. */

interface Answer {
  readonly itself?: string
  readonly nearest: readonly { readonly id: string; readonly likeness: number }[]
}

function makeLibrary() {
  const home = temporaryFolder()
  const [library, out] = [join(home, 'library'), join(home, 'library.tsv')]
  for (const [i, name] of ['a/one.obj', 'a/two.obj', 'b/one.obj', 'b/copy of one.obj'].entries()) {
    mkdirSync(join(library, name, '..'), { recursive: true })
    writeFileSync(join(library, name), writeObj(mapMesh(cube(), scaling(1, 1, Math.min(i, 2) + 1)), 'shape'))
  }
  const run = (...args: string[]) => runCli(args, { SHAPEKIN_HOME: home })
  const describeTo = (path: string) => run('describe', path, '--out', out, '--points', '50')
  const similar = async (file: string) => {
    const { stdout } = await run('similar', file, '--in', out, '-k', '9', '--json')
    return JSON.parse(stdout) as Answer
  }
  return { home, library, out, run, describeTo, similar }
}

const IDS = ['a/one.obj', 'a/two.obj', 'b/copy of one.obj', 'b/one.obj']

describe('ids', () => {
  it('are ways below the given folder, so a table outlives a move of its library', async () => {
    const { home, library, out, describeTo, similar } = makeLibrary()
    await describeTo(library)
    expect((await readTable(out)).ids).toEqual(IDS)
    renameSync(library, join(home, 'moved'))
    const { itself, nearest } = await similar(join(home, 'moved/a/one.obj'))
    expect(itself).toBe('a/one.obj')
    expect(nearest.map(({ id }) => id).sort()).toEqual(IDS.slice(1))
  })

  it('lead to the file itself, which is never its own neighbor, but its copy is', async () => {
    const { home, library, describeTo, similar } = makeLibrary()
    await describeTo(library)
    for (const file of [join(library, 'b/one.obj'), join(library, '../library/a/../b/one.obj'), 'b/one.obj']) {
      const { itself, nearest } = await similar(file)
      expect(itself).toBe('b/one.obj')
      expect(nearest).toHaveLength(3)
      expect(nearest[0]).toMatchObject({ id: 'b/copy of one.obj', likeness: 100 })
    }
    cpSync(join(library, 'b/one.obj'), join(home, 'elsewhere.obj'))
    const { itself, nearest } = await similar(join(home, 'elsewhere.obj'))
    expect(itself).toBeUndefined()
    expect(nearest).toHaveLength(4)
  })

  it('of tables made before, whole paths, are understood', async () => {
    const { library, out, describeTo, similar } = makeLibrary()
    await describeTo(library)
    const table = await readTable(out)
    await writeTable(out, { ...table, ids: table.ids.map((id) => join(library, id)) }, [])
    for (const file of [join(library, 'a/two.obj'), join(library, 'a/../a/two.obj')]) {
      const { itself, nearest } = await similar(file)
      expect(itself).toBe(join(library, 'a/two.obj'))
      expect(nearest.map(({ id }) => id)).not.toContain(itself)
    }
  })

  it('are printed under a heading, with likeness in percent', async () => {
    const { library, out, describeTo, run } = makeLibrary()
    await describeTo(library)
    const { stdout } = await run('similar', join(library, 'b/one.obj'), '--in', out, '-k', '1')
    expect(stdout.split('\n')).toEqual([
      `searched  4 shapes of ${out}`,
      'left out  b/one.obj, which is the file itself',
      'likeness         l1  id                 class',
      ' 100.0 %   0.000000  b/copy of one.obj  b',
      '',
    ])
  })
})
