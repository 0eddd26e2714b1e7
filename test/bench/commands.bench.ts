import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeStl } from '../../server/mesh/writeStl.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { STUDY_SHAPES } from '../../shared/schema/runRequest.js'
import { bumpySphere } from '../support/meshes.js'
import { sharedData } from '../support/sharedData.js'
import type { BenchOptions } from './benchOptions.js'
import { measureTree, showTree, type TreeMeasure } from './measureTree.js'

/** What is timed: the arguments of a command, for a checkout; `out` is a path that is free. */
interface Work {
  readonly what: string
  readonly args: (checkout: string, out: string) => readonly string[]
}

/** Of each checkout, by turns. */
const ROUNDS = 2

/**
 * Whole commands of this build against those of other checkouts, each with its `dist/` built: processor seconds and memory
 * of all processes together. `npm run bench -- commands CHECKOUT...`; words without a `/` choose works that hold them.
 */
export async function run({ folders, json, compare }: BenchOptions): Promise<void> {
  const checkouts = folders.filter((word) => word.includes('/')).map((folder) => resolve(folder))
  const words = folders.filter((word) => !word.includes('/'))
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  try {
    for (const work of listWorks(folder)) {
      if (!words.every((word) => work.what.includes(word))) continue
      const [ours, ...others] = await measureByTurns([PROJECT_ROOT, ...checkouts], work, folder)
      if (json) console.log(JSON.stringify({ suite: 'commands', what: work.what, ours, others }))
      else console.log(`${work.what}: ${showTree(ours)}`)
      for (const [k, other] of others.entries()) {
        compare(`${work.what}, processor`, checkouts[k], ours.processor, other.processor)
        compare(`${work.what}, memory`, checkouts[k], ours.megabytes, other.megabytes, 'MB')
        const ratios = `${(other.processor / ours.processor).toFixed(2)}x, memory ${(other.megabytes / ours.megabytes).toFixed(2)}x`
        if (!json) console.log(`  ${checkouts[k]}: ${showTree(other)}: processor ${ratios}`)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function listWorks(folder: string): Work[] {
  const files = [1000, 100_000].map((triangles) => {
    const path = join(folder, `${triangles}.stl`)
    writeFileSync(path, writeStl(bumpySphere(triangles)))
    return { what: `describe one file of ${triangles} triangles`, path }
  })
  const libraries = ['kaykit', 'kenney'].flatMap((name) => sharedData(name) ?? [])
  return [
    { what: 'help', args: () => ['--help'] },
    ...files.map(({ what, path }) => ({ what, args: (_: string, out: string) => ['describe', path, '--out', out] })),
    ...libraries.flatMap((library) =>
      (['y', 'none'] as const).map((up) => ({
        what: `embed ${library.split('/').at(-1)}, up ${up}`,
        args: (checkout: string, out: string) => embedding(checkout, library, up, out),
      })),
    ),
    ...libraries.map((library) => ({
      what: `describe ${library.split('/').at(-1)} by chords`,
      args: (_: string, out: string) => ['describe', library, '--out', out],
    })),
    {
      what: `run of ${STUDY_SHAPES}`,
      args: (_, out) => ['run', '--preset', 'seed', '--count', String(STUDY_SHAPES), '--out', out.replace('.tsv', '')],
    },
  ]
}

/** By the pretrained network without views, which older checkouts do not know. */
function embedding(checkout: string, library: string, up: 'y' | 'none', out: string): string[] {
  const checkpoint = join(checkout, 'checkpoints', up === 'y' ? 'pretrained' : 'pretrained-any-up')
  const views = commandHelp(checkout, 'embed').includes('--views') ? ['--views', 'off'] : []
  return ['embed', library, '--checkpoint', checkpoint, '--up', up, ...views, '--out', out]
}

const commandHelp = (checkout: string, command: string): string =>
  execFileSync(process.execPath, [programOf(checkout), command, '--help'], { encoding: 'utf8' })

/** Least of each figure; with nothing known from before. */
async function measureByTurns(checkouts: readonly string[], work: Work, folder: string): Promise<TreeMeasure[]> {
  const least = checkouts.map(() => ({ seconds: Infinity, processor: Infinity, megabytes: Infinity }))
  for (let round = 0; round < ROUNDS; round++)
    for (const [k, checkout] of checkouts.entries()) {
      const home = mkdtempSync(join(folder, 'home-'))
      const args = work.args(checkout, join(home, 'out.tsv'))
      const taken = await measureTree([process.execPath, programOf(checkout), ...args], { SHAPEKIN_HOME: home })
      least[k] = {
        seconds: Math.min(least[k].seconds, taken.seconds),
        processor: Math.min(least[k].processor, taken.processor),
        megabytes: Math.min(least[k].megabytes, taken.megabytes),
      }
    }
  return least
}

function programOf(checkout: string): string {
  const program = join(checkout, 'dist/server/cli/main.js')
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`npm run build\` in ${checkout}`)
  return program
}
