import { parseArgs } from 'node:util'

/** `npm run bench -- SUITE [--peers] [--json]`: timings as ratios against a peer in the same run. */
export interface BenchOptions {
  /** Also against programs that have to be installed first: into .cache/peers, from PyPI. */
  readonly peers: boolean
  readonly json: boolean
  readonly folders: string[]
}

const SUITES: Readonly<Record<string, () => Promise<{ run(options: BenchOptions): Promise<void> }>>> = {
  bridge: () => import('./bridge.bench.js'),
  clustering: () => import('./clustering.bench.js'),
  descriptor: () => import('./descriptor.bench.js'),
  shape: () => import('./shape.bench.js'),
  training: () => import('./training.bench.js'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const [suite, ...folders] = positionals
const load = SUITES[suite ?? '']
if (load === undefined) {
  console.error(`Name a suite: npm run bench -- ${Object.keys(SUITES).join('|')} [--peers] [--json]`)
  process.exitCode = 2
} else await (await load()).run({ ...values, folders })
