import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { compareDescriptors, nameDescriptor } from '../../server/table/compareDescriptors.js'
import { readTable } from '../../server/table/readTable.js'
import { row } from '../../server/table/table.js'
import { sayOfLook } from '../../server/checkpoint/sayOfLook.js'
import { drawnSurface } from '../../server/views/drawnSurface.js'
import { thinness } from '../../server/views/thinness.js'
import { findNetwork } from '../../server/views/network/networkFile.js'
import { VIEWS_ID } from '../../server/views/viewsId.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { viewCheckpoint } from '../support/viewCheckpoint.js'

const SEED = 11
/** Milliseconds for several runs of the command on a busy machine. */
const MANY_RUNS = 240_000
const MESHES = {
  'cube.obj': cube(),
  'board.obj': mapMesh(cube(), scaling(3, 0.05, 2)),
  'bumps.obj': bumpySphere(300),
  'egg.obj': mapMesh(bumpySphere(300), scaling(1, 1.6, 1)),
}
const NAMES = Object.keys(MESHES).sort()
const hasNetwork = findNetwork().state === 'found'

/** A home with a library of four meshes, and checkpoints with a view block, without one, and with that of an older version. */
let base: string
const library = () => join(base, 'library')
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'shapekin-views-'))
  mkdirSync(library())
  for (const [name, mesh] of Object.entries(MESHES)) writeFileSync(join(library(), name), writeObj(mesh, 'shape'))
  const { views, ...plain } = viewCheckpoint(SEED)
  await saveCheckpoint(join(base, 'with'), { ...plain, views })
  await saveCheckpoint(join(base, 'without'), plain)
  await saveCheckpoint(join(base, 'older'), { ...plain, views })
  const record = join(base, 'older', 'checkpoint.json')
  writeFileSync(record, readFileSync(record, 'utf8').replace(VIEWS_ID, VIEWS_ID.replace(/\d+$/, '1')))
})
afterAll(() => rmSync(base, { recursive: true }))

let tables = 0
async function embed(
  paths: readonly string[],
  checkpoint: 'with' | 'without' | 'older',
  more: readonly string[],
  env = {},
) {
  const out = join(base, `table${tables++}.tsv`)
  const args = ['embed', ...paths, '--checkpoint', join(base, checkpoint), '--up', 'y', '--out', out, ...more]
  const result = await runCli(args, { SHAPEKIN_HOME: join(base, 'home'), ...env })
  return { ...result, out, bytes: () => createHash('sha256').update(readFileSync(out)).digest('hex') }
}

/** A home in which nothing is known yet. */
const freshHome = () => ({ SHAPEKIN_HOME: join(temporaryFolder(), 'home') })
/** A cache to which set-up has fetched no network. */
const noNetwork = () => ({ SHAPEKIN_CACHE: temporaryFolder() })

describe.skipIf(!hasNetwork)('shapekin embed, with the network', { timeout: MANY_RUNS }, () => {
  it('gives the same bytes with one worker and with two, from the files and from what is kept of them', async () => {
    const one = await embed([library()], 'with', ['--workers', '1', '--views', 'on'], freshHome())
    expect(one.stderr).not.toContain('shapekin:')
    expect(one.code).toBe(0)
    const home = freshHome()
    const two = await embed([library()], 'with', ['--workers', '2'], home)
    const sights = () =>
      readdirSync(join(home.SHAPEKIN_HOME, 'views'), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.sight'))
        .map((name) => join(home.SHAPEKIN_HOME, 'views', name))
    expect(sights()).toHaveLength(NAMES.length)
    const again = await embed([library()], 'with', [], home)
    truncateSync(sights()[0], 1000) // as a full disk may leave it
    const mended = await embed([library()], 'with', [], home)
    expect([two.bytes(), again.bytes(), mended.bytes()]).toEqual([one.bytes(), one.bytes(), one.bytes()])
    // What is kept is not looked for again: numbers put in its place come out.
    for (const name of sights()) writeFileSync(name, readFileSync(sights()[0]))
    const { dimension, values } = await readTable((await embed([library()], 'with', [], home)).out)
    const look = (index: number) => values.slice(index * dimension + 8, (index + 1) * dimension)
    for (let index = 1; index < NAMES.length; index++)
      look(index).forEach((value, k) => expect(value).toBeCloseTo(look(0)[k], 6))
  })

  it('places a mesh where it lies alone, whatever else is embedded and in which order', async () => {
    const all = await readTable((await embed([library()], 'with', [])).out)
    expect(all.ids).toEqual(NAMES)
    const files = NAMES.map((name) => join(library(), name)).reverse()
    const reversed = await readTable((await embed(files, 'with', [], freshHome())).out)
    for (const [index, id] of all.ids.entries())
      expect(
        row(
          reversed,
          reversed.ids.findIndex((name) => name.endsWith(id)),
        ),
      ).toEqual(row(all, index))
    const alone = await readTable((await embed([files[0]], 'with', [], freshHome())).out)
    expect(row(alone, 0)).toEqual(row(all, NAMES.length - 1))
  })

  it('says that the numbers are with views; beside numbers without they are others, and both are named', async () => {
    const [on, off] = [await embed([library()], 'with', []), await embed([library()], 'with', ['--views', 'off'])]
    const [views, plain] = [await readTable(on.out), await readTable(off.out)]
    expect(views.descriptor).toMatchObject({ kind: 'embedding', name: 'with', views: true })
    expect([plain.dimension, views.dimension]).toEqual([8, 20])
    expect(compareDescriptors(views.descriptor, plain.descriptor)).toBe('different')
    expect(nameDescriptor(views.descriptor)).toContain('with views by the checkpoint with')
    expect(nameDescriptor(plain.descriptor)).not.toContain('views')
    // Half of the similarity is that of the descriptions, of the flat board less.
    const shares = Object.values(MESHES).map((mesh) => 1 / (1 + sayOfLook(thinness(drawnSurface(mesh)))))
    expect(Math.min(...shares)).toBeLessThan(0.4)
    for (const [index, id] of views.ids.entries()) {
      const share = shares[Object.keys(MESHES).indexOf(id)]
      row(plain, index).forEach((value, k) => expect(row(views, index)[k]).toBeCloseTo(value * Math.sqrt(share), 5))
    }
  })

  it('similar looks at a file for a table with views, and finds its own row; a table without needs no network', async () => {
    const [on, off] = [await embed([library()], 'with', []), await embed([library()], 'with', ['--views', 'off'])]
    const file = join(library(), 'egg.obj')
    const ask = (table: string, env = {}) =>
      runCli(['similar', file, '--in', table, '--up', 'y', '-k', '3', '--json'], {
        SHAPEKIN_HOME: join(base, 'home'),
        ...env,
      })
    const found = JSON.parse((await ask(on.out)).stdout) as { itself: string; nearest: { distance: number }[] }
    expect(found.itself).toBe('egg.obj')
    const { ids, dimension, values } = await readTable(on.out)
    const egg = ids.indexOf('egg.obj')
    const distances = cosineMatrix(values, dimension)
      .slice(egg * ids.length, (egg + 1) * ids.length)
      .map((cosine) => 1 - cosine)
      .filter((_, i) => i !== egg)
      .sort()
    found.nearest.forEach(({ distance }, k) => expect(distance).toBeCloseTo(distances[k], 5))
    const blind = await ask(on.out, noNetwork())
    expect([blind.code, blind.stderr]).toEqual([1, expect.stringContaining('npm run setup views')])
    expect(JSON.parse((await ask(off.out, noNetwork())).stdout)).toMatchObject({ itself: 'egg.obj' })
  })

  it('sort compares looks, too, unless it is told not to', async () => {
    const sorted = join(base, 'sorted')
    for (const [name, mesh] of Object.entries(MESHES))
      for (const [index, stretch] of [1, 1.05, 1.1].entries()) {
        const kind = /^(cube|board)/.test(name) ? 'boxes' : 'balls'
        mkdirSync(join(sorted, kind), { recursive: true })
        const place = index === 2 ? sorted : join(sorted, kind)
        writeFileSync(join(place, `${index}${name}`), writeObj(mapMesh(mesh, scaling(1, stretch, 1)), 'shape'))
      }
    const sort = async (...more: string[]) => {
      const home = freshHome()
      const args = ['sort', sorted, '--checkpoint', join(base, 'with'), '--up', 'y', '--json', ...more]
      const { code, stdout, stderr } = await runCli([...args, '--out', join(base, 'placed.tsv')], home)
      expect(code, stderr).toBe(0)
      const { placed } = JSON.parse(stdout) as { placed: number }
      return { placed, didLook: existsSync(join(home.SHAPEKIN_HOME, 'views')) }
    }
    expect(await sort()).toEqual({ placed: 4, didLook: true })
    expect(await sort('--views', 'off')).toEqual({ placed: 4, didLook: false })
  })
})

describe('shapekin embed, where it can not look', { timeout: MANY_RUNS }, () => {
  it('gives the bytes of --views off without the network, and says so once', async () => {
    const auto = await embed([library()], 'with', [], noNetwork())
    expect([auto.code, auto.stdout.match(/by geometry alone/g)?.length]).toEqual([0, 1])
    expect(auto.stdout).toContain('npm run setup views')
    const off = await embed([library()], 'with', ['--views', 'off'])
    expect(off.stdout).not.toContain('geometry')
    const never = await embed([library()], 'without', [])
    expect(never.stdout).not.toContain('geometry')
    const older = await embed([library()], 'older', [])
    expect(older.stdout).toContain(
      'note      compared by geometry alone: the checkpoint older knows the views of another',
    )
    expect([auto.bytes(), never.bytes()]).toEqual([off.bytes(), off.bytes()])
    await expect(readTable(older.out)).resolves.toMatchObject({ dimension: 8, descriptor: { kind: 'embedding' } })
    const reports = [auto, off].map(({ out }) => readFileSync(out.replace('.tsv', '.report.json'), 'utf8'))
    expect(reports[0]).toBe(reports[1])
  })

  it('refuses --views on without the network, without a view block, and for a table', async () => {
    const blind = await embed([library()], 'with', ['--views', 'on'], noNetwork())
    expect([blind.code, blind.stderr]).toEqual([1, expect.stringMatching(/is missing: .*npm run setup views/)])
    const blockless = await embed([library()], 'without', ['--views', 'on'])
    expect([blockless.code, blockless.stderr]).toEqual([1, expect.stringContaining('without knows nothing of views')])
    const older = await embed([library()], 'older', ['--views', 'on'])
    expect([older.code, older.stderr]).toEqual([1, expect.stringContaining('views of another version of Shapekin')])
    const described = join(base, 'described.tsv')
    const how = ['--descriptor', 'shape', '--up', 'y', '--out', described]
    await runCli(['describe', library(), ...how], { SHAPEKIN_HOME: join(base, 'home') })
    const table = await embed([described], 'with', ['--views', 'on'])
    expect([table.code, table.stderr]).toEqual([1, expect.stringContaining('no meshes in it to look at')])
    expect((await embed([described], 'with', [])).bytes()).toBe(
      (await embed([library()], 'with', ['--views', 'off'])).bytes(),
    )
  })
})
