import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCheckpoint } from '../../server/checkpoint/checkpoint.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { readTable } from '../../server/table/readTable.js'
import { descriptorOfCheckpoint, hashCheckpoint } from '../../server/checkpoint/hashCheckpoint.js'
import { findNetwork } from '../../server/views/network/networkFile.js'
import { SHAPE_VERSION } from '../../server/descriptor/shape/shapeVersion.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { runCli, startCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Two kits of balls and boards, class in the first word of the name, and a folder as `shapekin generate` writes it. */
function makeSources() {
  const home = temporaryFolder()
  const [library, generated] = [join(home, 'library'), join(home, 'generated')]
  const put = (path: string, bytes: string | Uint8Array) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  const object = (path: string, mesh: Mesh) => put(join(library, path), writeObj(mesh, 'shape'))
  for (const kit of ['a', 'b'])
    for (const size of [1, 2, 3, 4]) {
      object(`${kit}/ball${size}.obj`, mapMesh(bumpySphere(300), scaling(1, (kit === 'a' ? 1 : 0.7) + 0.05 * size, 1)))
      object(`${kit}/board${size}.obj`, mapMesh(cube(), scaling(4, 0.1 * size, kit === 'a' ? 2 : 3)))
    }
  const recipes = [0, 1, 2, 3].map((i) => ({
    id: `cube-000${i}`,
    base: 'cube',
    detail: 4,
    modifiers: [],
    location: [0, 0, 0],
    rotation: [0, 0, 0],
    scale: [1, 1, 1 + i],
  }))
  for (const [i, { id }] of recipes.entries())
    put(join(generated, `${id}.stl`), writeStl(mapMesh(cube(), scaling(1, 1, 1 + i))))
  put(join(generated, 'recipes.jsonl'), recipes.map((recipe) => `${JSON.stringify(recipe)}\n`).join(''))
  return { home, library, generated }
}

/** Milliseconds for several runs of the command on a busy machine. */
const MANY_RUNS = 240_000

describe('shapekin pretrain', () => {
  it('makes a checkpoint that embeds files by itself, and describes nothing twice', async () => {
    const { home, library, generated } = makeSources()
    const [out, again, table] = ['checkpoint', 'again', 'embedded.tsv'].map((name) => join(home, name))
    writeFileSync(join(library, 'a/broken.obj'), 'v 0 0 0\n')
    const run = (folder: string) =>
      runCli(
        [
          'pretrain',
          '--labelled',
          library,
          '--generated',
          generated,
          '--up',
          'y',
          '--views',
          'off',
          '--out',
          folder,
          '--json',
        ],
        {
          SHAPEKIN_HOME: home,
        },
      )
    const countKept = () => readdirSync(join(home, 'descriptions'), { recursive: true }).length
    const first = await run(out)
    expect(first.stderr).not.toContain('shapekin:')
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout)).toMatchObject({
      ...{ shapes: 16, classes: 2, copies: 16, generated: 4 },
      refused: [{ id: 'a/broken.obj', class: 'a' }], // once
    })
    const kept = countKept()
    expect((await run(again)).code).toBe(0)
    expect(countKept()).toBe(kept)
    const [one, other] = [await loadCheckpoint(out), await loadCheckpoint(again)]
    expect(one.network).toEqual(other.network)
    expect(one.expects).toEqual({ kind: 'shape', up: 'y', version: SHAPE_VERSION })
    expect(one.record.kind).toBe('whitening')

    const embed = await runCli(['embed', library, '--checkpoint', out, '--up', 'y', '--out', table, '--json'], {
      SHAPEKIN_HOME: home,
    })
    expect(embed.code).toBe(0)
    const { descriptor, dimension, ids } = await readTable(table)
    expect(descriptor).toEqual(descriptorOfCheckpoint(one))
    expect([dimension, ids.length]).toEqual([one.network[0].outputs, 16])
  })

  it.skipIf(findNetwork().state !== 'found')(
    'learns how the labelled meshes look where there is a network, the same bytes each time, and nothing else changes',
    async () => {
      const { home, library } = makeSources()
      const run = async (name: string, ...more: string[]) => {
        const out = join(home, name)
        const args = ['pretrain', '--labelled', library, '--up', 'y', '--out', out, ...more]
        const { code, stderr } = await runCli(args, { SHAPEKIN_HOME: home })
        expect(code, stderr).toBe(0)
        return loadCheckpoint(out)
      }
      const [on, off] = [await run('on'), await run('off', '--views', 'off')]
      expect(on.views).toBeDefined()
      expect(off.views).toBeUndefined()
      // Learned by itself, beside what is there: the same to the bit.
      expect((await run('added', '--from', join(home, 'off'))).views).toEqual(on.views)
      expect(readFileSync(join(home, 'added/weights.bin'))).toEqual(readFileSync(join(home, 'off/weights.bin')))
      expect(hashCheckpoint(on)).toBe(hashCheckpoint(off))
      const judged = { withViews: { precisionAt1: expect.any(Number) as number } }
      expect(on.record.metrics).toMatchObject({ heldOut: [judged, judged] }) // a and b in turn
    },
    MANY_RUNS,
  )

  it('leaves no checkpoint behind when it is interrupted, and goes on from what it has described', async () => {
    const { home, library } = makeSources()
    const out = join(home, 'checkpoint')
    const args = ['pretrain', '--labelled', library, '--up', 'y', '--workers', '1', '--out', out]
    const running = startCli(args, { SHAPEKIN_HOME: home })
    await running.waitFor(/describe \d+\/16/)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(1)
    expect(existsSync(out)).toBe(false)
    expect((await runCli(args, { SHAPEKIN_HOME: home })).code).toBe(0)
    expect((await loadCheckpoint(out)).record.metrics).toMatchObject({ shapes: 16 })
  })

  it.each([
    [['--label', 'tag'], 'label'],
    [['--generated', '/nowhere/at/all'], 'no file or folder'],
  ])('refuses %j', async (more, said) => {
    const { home, library } = makeSources()
    const { code, stderr } = await runCli(['pretrain', '--labelled', library, '--out', join(home, 'c'), ...more], {
      SHAPEKIN_HOME: home,
    })
    expect(code).toBe(2)
    expect(stderr).toContain(said)
  })
})
