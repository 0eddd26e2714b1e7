import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { shippedCheckpoint } from '../../server/checkpoint/shippedCheckpoint.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { sharedData } from '../support/sharedData.js'
import type { BenchOptions } from './benchOptions.js'
import { measureTree } from './measureTree.js'

/** About as many files as this are taken of each folder, spread evenly. */
const SAMPLE = 40
/** Of each command, by turns; the least of each figure counts. */
const ROUNDS = 2

const UPS = { y: 'pretrained', none: 'pretrained-any-up' } as const
const WAYS = { 'geometry alone': 'off', 'with views': 'on' } as const

interface Cost {
  readonly up: keyof typeof UPS
  readonly way: keyof typeof WAYS
  /** Of the processor, a mesh; without what starting up takes. */
  readonly secondsAMesh: number
  /** Meshes a minute of one core, by secondsAMesh. */
  readonly meshesAMinute: number
  /** Of the whole command with one worker, at most. MB. */
  readonly megabytes: number
}

/**
 * What views cost beside geometry alone: `shapekin embed --workers 1`, nothing known from before, on a sample of
 * folders. `npm run bench -- views [FOLDER...]`, by default ../shared/kaykit and ../shared/kenney.
 */
export async function run({ json, folders, compare }: BenchOptions): Promise<void> {
  const given = folders.length > 0 ? folders : ['kaykit', 'kenney'].flatMap((name) => sharedData(name) ?? [])
  const home = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  try {
    const samples = { one: join(home, 'one'), all: join(home, 'all') }
    const count = copySample(given, samples)
    if (count < 2) return console.log('SKIPPED: there are fewer than two STL and OBJ files')
    for (const up of ['y', 'none'] as const) {
      const [geometry, views] = await measureUp(up, samples, count, home)
      compare(
        `views beside geometry, up ${up}, processor a mesh`,
        'geometry',
        views.secondsAMesh,
        geometry.secondsAMesh,
      )
      for (const cost of [geometry, views]) console.log(json ? JSON.stringify({ suite: 'views', ...cost }) : show(cost))
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Copies a sample of the STL and OBJ files into `all`, and its first file into `one`. @returns number of files */
function copySample(folders: readonly string[], { one, all }: { one: string; all: string }): number {
  for (const folder of [one, all]) mkdirSync(folder)
  let count = 0
  for (const folder of folders) {
    const files = labelledFolder(folder, 'folder')
    const step = Math.ceil(files.length / SAMPLE)
    for (const { path } of files.filter((_, i) => i % step === 0)) {
      const name = `${count}${extname(path)}`
      copyFileSync(path, join(all, name))
      if (count++ === 0) copyFileSync(path, join(one, name))
    }
  }
  return count
}

async function measureUp(
  up: keyof typeof UPS,
  samples: { one: string; all: string },
  count: number,
  home: string,
): Promise<Cost[]> {
  const ways = Object.keys(WAYS) as (keyof typeof WAYS)[]
  const least = ways.map(() => ({ start: Infinity, processor: Infinity, megabytes: Infinity }))
  for (let round = 0; round < ROUNDS; round++)
    for (const [k, way] of ways.entries()) {
      const embed = (folder: string) => measureEmbed(up, WAYS[way], folder, home)
      const [{ processor: start }, { processor, megabytes }] = [await embed(samples.one), await embed(samples.all)]
      least[k] = {
        start: Math.min(least[k].start, start),
        processor: Math.min(least[k].processor, processor),
        megabytes: Math.min(least[k].megabytes, megabytes),
      }
    }
  return ways.map((way, k) => {
    const { start, processor, megabytes } = least[k]
    const secondsAMesh = (processor - start) / (count - 1)
    return { up, way, secondsAMesh, meshesAMinute: 60 / secondsAMesh, megabytes }
  })
}

async function measureEmbed(up: keyof typeof UPS, views: 'on' | 'off', folder: string, home: string) {
  const program = join(PROJECT_ROOT, 'dist/server/cli/main.js')
  const own = mkdtempSync(join(home, 'home-'))
  const options = ['--checkpoint', shippedCheckpoint(UPS[up]), '--up', up, '--views', views, '--workers', '1']
  const command = [process.execPath, program, 'embed', folder, ...options, '--out', join(own, 'out.tsv')]
  return measureTree(command, { SHAPEKIN_HOME: own })
}

const show = ({ up, way, secondsAMesh, meshesAMinute, megabytes }: Cost): string =>
  `up ${up}, ${way}: ${secondsAMesh.toFixed(3)} s of the processor a mesh, ${meshesAMinute.toFixed(0)} meshes a minute of one core, ${megabytes.toFixed(0)} MB`
