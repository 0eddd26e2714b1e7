import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { findBlender, findEveryBlender } from '../support/findBlender.js'
import { compareVersions } from '../../server/blender/probeBlender.js'
import { FileImporter, type ImporterOptions } from '../../server/library/imports/fileImporter.js'
import type { FilePart } from '../../server/library/splitter.js'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import { readTable } from '../../server/table/readTable.js'
import { BLOCK, surfaceOfSolid } from '../formats/formatRow.js'
import { IMPORTED_ROWS } from '../formats/importedRows.js'
import { exportScene, type Exported, type Measured } from '../support/exportScene.js'
import type { Solid } from '../support/polygonFiles.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { boxOf, surfaceOf } from '../support/surfaceOf.js'

const SECONDS = 240_000

async function importAll(
  folder: string,
  names: readonly string[],
  { split, signal = new AbortController().signal, ...options }: ImportAll,
): Promise<(readonly FilePart[])[]> {
  const importer = new FileImporter(options)
  try {
    return await Promise.all(names.map((id) => importer.partsOf({ place: join(folder, id), id }, split, signal)))
  } finally {
    await importer.close()
  }
}

interface ImportAll extends ImporterOptions {
  readonly split: SplitChoice
  readonly signal?: AbortSignal
}

function measured({ shape }: FilePart): Measured | string {
  if ('refused' in shape) return shape.refused.message
  if ('bytes' in shape) return 'not parsed'
  const { triangles, area } = surfaceOf(shape)
  return { triangles, area, box: boxOf(shape) }
}

const near = ({ triangles, area, box }: Measured) => ({
  triangles,
  area: expect.closeTo(area, 3) as number,
  box: box.map((value) => expect.closeTo(value, 3) as number),
})

const reasonOf = ([{ shape }]: readonly FilePart[]): string =>
  'refused' in shape ? shape.refused.message.split('. ')[0] : 'read'

/** Files that no Blender writes, and one that it reads by the same importer. */
const SAME_IMPORTER = new Map([
  ['kit.usd', 'kit.usdc'],
  ['block.wrl', 'kit.x3d'],
])

/** A solid as VRML, which is y up and comes into Blender with its front turned to the back, so that Blender has it as it is. */
const vrmlOf = ({ vertices, faces }: Solid): string =>
  `#VRML V2.0 utf8
Transform { translation 1 2 3 children Shape { geometry IndexedFaceSet {
  coord Coordinate { point [ ${vertices.map(([x, y, z]) => `${-x - 1} ${z - 2} ${y - 3}`).join(', ')} ] }
  coordIndex [ ${faces.map((face) => `${face.join(' ')} -1`).join(' ')} ]
} } }
`

describe.each(await findEveryBlender())('what Blender $version imports', (install) => {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-exports-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let exported: Exported
  const found = new Map<string, Measured | string>()
  const expectedOf = (file: string): Measured | undefined => {
    if (file === 'kit.blend') return exported.blend
    if (!exported.files.includes(SAME_IMPORTER.get(file) ?? file)) return undefined
    return file === 'block.wrl' ? surfaceOfSolid(BLOCK) : exported.whole
  }

  beforeAll(async () => {
    exported = await exportScene(install, folder)
    writeFileSync(join(folder, 'block.wrl'), vrmlOf(BLOCK))
    if (exported.files.includes('kit.usdc')) copyFileSync(join(folder, 'kit.usdc'), join(folder, 'kit.usd'))
    const names = IMPORTED_ROWS.flatMap(({ file = '' }) => (expectedOf(file) ? [file] : []))
    expect(names.length).toBeGreaterThanOrEqual(4)
    const all = await importAll(folder, names, { split: 'none', blenders: [install] })
    all.forEach(([part], i) => found.set(names[i], measured(part)))
  }, SECONDS)

  it.for(IMPORTED_ROWS.filter(({ file }) => file !== undefined))(
    'is what it had exported as $format: $feature',
    ({ file = '' }, { skip }) => {
      const expected = expectedOf(file)
      skip(expected === undefined, `Blender ${install.version} does not write it`)
      expect(found.get(file)).toEqual(expected && near(expected))
    },
  )

  it(
    'runs no script of a .blend',
    async () => {
      const [[part]] = await importAll(folder, ['kit.blend'], { split: 'none', blenders: [install] })
      expect(measured(part)).toEqual(near(exported.blend))
      expect(existsSync(join(folder, 'script-ran'))).toBe(false)
    },
    SECONDS,
  )

  it(
    'is no .blend of a later version that it can not read',
    async () => {
      for (const [head, saved, reader] of [
        ['BLENDER-v400REND', '4.0', '3.6'],
        ['BLENDER17-01v0500REND', '5.0', '4.5'],
      ]) {
        writeFileSync(join(folder, 'later.blend'), head)
        const [found] = await importAll(folder, ['later.blend'], { split: 'none', blenders: [install] })
        const isOld = compareVersions(install.version, reader) < 0
        expect(reasonOf(found)).toContain(isOld ? `it was saved by Blender ${saved}, ` : 'can not be decoded')
      }
    },
    SECONDS,
  )

  it(
    'is no VRML 1.0, which its importer takes for an empty file',
    async ({ skip }) => {
      skip(!exported.files.includes('kit.x3d'), `Blender ${install.version} has no importer for VRML`)
      writeFileSync(join(folder, 'old.wrl'), '#VRML V1.0 ascii\nSeparator { Cube { } }\n')
      const [[{ shape }]] = await importAll(folder, ['old.wrl'], { split: 'none', blenders: [install] })
      expect(shape).toMatchObject({
        refused: { code: 'mesh.unsupported', message: expect.stringContaining('VRML 1.0') as string },
      })
    },
    SECONDS,
  )

  it(
    'is each object by itself with --split auto, none that is hidden; a Blender without the importer says so by name',
    async () => {
      const unread = ['kit.abc', 'kit.dae', 'kit.usdc', 'kit.x3d'].filter((name) => !exported.files.includes(name))
      if (compareVersions(install.version, '4.5') < 0) unread.push('text.fbx')
      for (const name of unread) writeFileSync(join(folder, name), '; FBX 7.3.0 project file\n')
      const names = [...exported.files, 'kit.blend', ...unread]
      const all = await importAll(folder, names, { split: 'auto', blenders: [install] })
      for (const [i, name] of names.entries()) {
        if (unread.includes(name)) {
          expect(reasonOf(all[i])).toContain(`${name} can not be read: Blender ${install.version}`)
          continue
        }
        const expected = Object.entries(name === 'kit.blend' ? exported.blendObjects : exported.objects)
        const numbers = (each: Measured) => [each.triangles, each.area.toFixed(2)].join(' ')
        const found = all[i].map((part) => {
          const numbered = measured(part)
          return typeof numbered === 'string' ? numbered : numbers(numbered)
        })
        expect(found.sort()).toEqual(expected.map(([, each]) => numbers(each)).sort())
        if (/fbx|blend/.test(name)) expect(all[i].map((part) => part.name)).toEqual(expected.map(([key]) => key).sort())
      }
    },
    SECONDS,
  )
})

describe('importing', async () => {
  const install = await findBlender()
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-exports-'))
  const names = ['a.fbx', 'b.fbx', 'c.fbx']
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(async () => {
    if (!install) return
    await exportScene(install, folder)
    for (const name of ['a.fbx', 'c.fbx']) copyFileSync(join(folder, 'kit.fbx'), join(folder, name))
    execFileSync('mkfifo', [join(folder, 'b.fbx')]) // whoever opens it waits for ever
  }, SECONDS)

  it.skipIf(!install)(
    'refuses a file that takes too long, and one of which Blender dies; another Blender reads what follows',
    async () => {
      const tooLong = await importAll(folder, names, { split: 'none', secondsAFile: 8 })
      expect(tooLong.map(reasonOf)).toEqual(['read', 'b.fbx can not be read: it took more than 8 s', 'read'])
      const killing = sleep(1).then(async () => {
        while (!killImporting()) await sleep(50)
      })
      const [dead] = await Promise.all([importAll(folder, names.slice(1), { split: 'none' }), killing])
      expect(dead.map(reasonOf)).toEqual([expect.stringContaining('SIGKILL'), 'read'])
    },
    SECONDS,
  )

  it(
    'has a file read by the next Blender, where the first has no importer for it',
    async ({ skip }) => {
      const [first, ...others] = await findEveryBlender()
      const next = others.at(-1)
      if (next === undefined) return skip('there is one Blender at most')
      const lacking = temporaryFolder()
      const exported = await exportScene(next, lacking)
      const kits = exported.files.filter((name) => /usdc|abc|dae/.test(name))
      const one = (await importAll(lacking, kits, { split: 'none', blenders: [first] })).map(reasonOf)
      skip(!one.some((reason) => reason !== 'read'), `Blender ${first.version} has all importers`)
      const both = await importAll(lacking, kits, { split: 'none', blenders: [first, next] })
      expect(both.map(([part]) => measured(part))).toEqual(kits.map(() => near(exported.whole)))
      writeFileSync(join(lacking, 'kit.x3d'), '')
      const [neither] = await importAll(lacking, ['kit.x3d'], { split: 'none', blenders: [next, next] })
      const names = `Blender ${next.version} and ${next.version}`
      expect(reasonOf(neither)).toBe(`kit.x3d can not be read: ${names} have no importer for it, or are too old for it`)
    },
    SECONDS,
  )

  it.skipIf(!install)(
    'ends at once when it is cancelled, with its Blender',
    async () => {
      const cancelling = new AbortController()
      const run = importAll(folder, names.slice(1), { split: 'none', signal: cancelling.signal })
      while (importingBlenders().length === 0) await sleep(50)
      cancelling.abort()
      await expect(run).rejects.toMatchObject({ code: 'cancelled' })
      expect(importingBlenders()).toEqual([])
    },
    SECONDS,
  )

  it.skipIf(!install)(
    'is a part of describe: imported files have rows beside the others',
    async () => {
      const home = temporaryFolder()
      const library = join(home, 'kits')
      execFileSync('mkdir', ['-p', library])
      for (const name of ['kit.blend', 'kit.fbx']) copyFileSync(join(folder, name), join(library, name))
      writeFileSync(join(library, 'broken.fbx'), 'no fbx')
      writeFileSync(join(library, 'flat.obj'), 'v 0 0 0\nv 1 0 0\nv 1 1 0\nf 1 2 3\n')
      const out = join(home, 'table.tsv')
      const args = ['describe', library, '--out', out, '--points', '250', '--split', 'auto', '--json']
      const { code, stdout } = await runCli(args, { SHAPEKIN_HOME: home })
      const { refused } = JSON.parse(stdout) as { refused: { id: string }[] }
      expect([code, refused.map(({ id }) => id)]).toEqual([0, ['broken.fbx']])
      const { ids, classes } = await readTable(out)
      const objects = ['back', 'body', 'front']
      expect(ids).toEqual([
        'flat.obj',
        ...[...objects, 'sign'].map((name) => `kit.blend#${name}`),
        ...objects.map((name) => `kit.fbx#${name}`),
      ])
      expect(new Set(classes)).toEqual(new Set(['kits']))
    },
    SECONDS,
  )
})

describe('without a Blender that works', () => {
  it('says of each file what it takes, and how to get it', async () => {
    vi.stubEnv('SHAPEKIN_BLENDER', '/nowhere/blender')
    onTestFinished(() => void vi.unstubAllEnvs())
    const found = await importAll('/kits', ['a.fbx', 'b.usdz'], { split: 'none' })
    for (const [{ shape }] of found) {
      if (!('refused' in shape)) expect.fail('it can not be read')
      expect(shape.refused.code).toBe('import.noBlender')
      expect(shape.refused.message).toMatch(
        /it takes a Blender; .*\/nowhere\/blender.*`npm run setup`.*SHAPEKIN_BLENDER/,
      )
    }
  })
})

/** Processes of ours that have got as far as reading files. */
function importingBlenders(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1])
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        const out = words[words.indexOf('--out') + 1]
        return parent === process.pid && words.includes('import') && readdirSync(out).includes('ready')
      } catch {
        return false
      }
    })
    .map(Number)
}

function killImporting(): boolean {
  const [pid] = importingBlenders()
  if (pid === undefined) return false
  process.kill(pid, 'SIGKILL')
  return true
}
