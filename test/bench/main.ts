import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { BenchOptions } from './benchOptions.js'
import {
  describeMachine,
  findRegressions,
  replaceComparisons,
  showComparisons,
  showRegression,
  type BenchRecord,
  type Comparison,
} from './benchRecord.js'
import { installedVersions } from './installedVersions.js'

/** `npm run bench -- SUITE [--peers] [--json] [--store]`: timings as ratios against a peer in the same run. */
const SUITES: Readonly<Record<string, () => Promise<{ run(options: BenchOptions): Promise<void> }>>> = {
  bridge: () => import('./bridge.bench.js'),
  builds: () => import('./builds.bench.js'),
  clustering: () => import('./clustering.bench.js'),
  commands: () => import('./commands.bench.js'),
  descriptor: () => import('./descriptor.bench.js'),
  experiment: () => import('./experiment.bench.js'),
  page: () => import('./page.bench.js'),
  scale: () => import('./scale.bench.js'),
  server: () => import('./server.bench.js'),
  shape: () => import('./shape.bench.js'),
  training: () => import('./training.bench.js'),
  views: () => import('./views.bench.js'),
}
/** Of `all`: those that have peers. */
const COMPARED = ['bridge', 'clustering', 'descriptor', 'experiment', 'server', 'shape', 'training']

/** What this run measured. */
const LATEST = join(PROJECT_ROOT, '.cache/bench.json')
/** What later runs are held against; `--store` writes this run's ratios into it. */
const STORED = join(PROJECT_ROOT, 'test/bench/stored.json')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    store: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const USE = `npm run bench -- all|${Object.keys(SUITES).join('|')} [--peers] [--json] [--store]`
const [suite, ...folders] = positionals
const chosen = suite === 'all' ? COMPARED : [suite ?? '']
if (values.help) console.log(USE)
else if (chosen.some((name) => SUITES[name] === undefined)) {
  console.error(`Name a suite: ${USE}`)
  process.exitCode = 2
} else {
  const comparisons: Comparison[] = []
  const stored = readStored()
  for (const name of chosen) {
    await runSuite(name, comparisons)
    // After each, so that a run that is ended early leaves what it measured.
    save(comparisons, stored)
  }
  judge(comparisons, stored)
}

/** A suite of several that fails, for want of a Blender say, does not take the others with it. */
async function runSuite(name: string, comparisons: Comparison[]): Promise<void> {
  const compare: BenchOptions['compare'] = (what, peer, ours, theirs, unit) =>
    comparisons.push({ suite: name, what, peer, ...(unit ? { unit } : {}), ours, theirs, ratio: theirs / ours })
  try {
    await (await SUITES[name]()).run({ peers: values.peers, json: values.json, folders, compare })
  } catch (error) {
    if (chosen.length === 1) throw error
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}

function save(comparisons: readonly Comparison[], stored: readonly Comparison[]): void {
  const record: BenchRecord = { machine: describeMachine(), versions: installedVersions(), comparisons }
  write(LATEST, record)
  if (values.store) write(STORED, { ...record, comparisons: replaceComparisons(stored, comparisons) })
}

function judge(comparisons: readonly Comparison[], stored: readonly Comparison[]): void {
  if (chosen.length > 1) console.log(showComparisons(comparisons))
  const regressions = findRegressions(comparisons, stored)
  for (const regression of regressions) console.error(showRegression(regression))
  if (regressions.length > 0 && !values.store) process.exitCode = 1
}

function readStored(): readonly Comparison[] {
  try {
    return (JSON.parse(readFileSync(STORED, 'utf8')) as BenchRecord).comparisons
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function write(path: string, record: BenchRecord): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`)
}
