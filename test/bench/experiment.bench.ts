import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import { STUDY_SHAPES } from '../../shared/schema/runRequest.js'
import type { BenchOptions } from './benchOptions.js'
import { measureTree, showTree, type TreeMeasure } from './measureTree.js'
import { peerPythonOf } from './peerPython.js'

/** Of shapes that only warm up: programs in the system's memory, Numba's functions compiled and kept. */
const WARM_UP = 20
const [SEED, GROUPS] = [101, 5]
const PEER = 'Numba pipeline'
/** Its bpy is for one Python alone. */
const PEER_PYTHON = '3.11'
const PEER_PACKAGES = ['bpy==4.5.15', 'numba', 'numpy==1.26.4', 'scipy', 'fastcluster', 'torch', 'matplotlib']

interface PeerReport {
  readonly learned: { readonly ari: number }
  /** By stage. */
  readonly seconds: Readonly<Record<string, number>>
  readonly processor: Readonly<Record<string, number>>
}

/**
 * The whole experiment as `shapekin run` makes it: shapes in real Blender, histograms, two trainings, groups, pictures,
 * colored scene. With `peers` also as test/bench/pipeline makes it, in Python. Processor seconds and memory are those of
 * all processes together.
 */
export async function run({ peers, json, compare }: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  try {
    const ours = await measureOurs(folder)
    const theirs = peers ? await measurePeer(folder) : undefined
    if (theirs) {
      if (Math.min(ours.ari, theirs.ari) < 1) throw new Error(`groups differ: ${ours.ari}, peer ${theirs.ari}`)
      const what = `experiment of ${STUDY_SHAPES} shapes`
      compare(`${what}, processor`, PEER, ours.processor, theirs.processor)
      compare(`${what}, wall`, PEER, ours.seconds, theirs.seconds)
      compare(`${what}, memory`, PEER, ours.megabytes, theirs.megabytes, 'MB')
    }
    if (json) return void console.log(JSON.stringify({ suite: 'experiment', ours, theirs }))
    console.log(`shapekin run: ${showTree(ours)}\n  wall ${showStages(ours.stages)}`)
    if (!theirs) return
    console.log(`${PEER}: ${showTree(theirs)}; processor ${(theirs.processor / ours.processor).toFixed(2)}x`)
    console.log(`  wall ${showStages(theirs.stages)}\n  processor ${showStages(theirs.processorStages)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureOurs(folder: string): Promise<TreeMeasure & { ari: number; stages: Record<string, number> }> {
  const out = join(folder, 'ours')
  const runShapes = (count: number) => {
    const request = ['--preset', 'seed', '--count', String(count), '--seed', String(SEED), '--groups', String(GROUPS)]
    const command = [process.execPath, join(PROJECT_ROOT, 'dist/server/cli/main.js'), 'run', ...request, '--out', out]
    return measureTree(command, { SHAPEKIN_HOME: join(folder, 'home') })
  }
  await runShapes(WARM_UP)
  const measured = await runShapes(STUDY_SHAPES)
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as RunReport
  return { ...measured, ari: report.test.ari, stages: report.stages }
}

async function measurePeer(
  folder: string,
): Promise<TreeMeasure & { ari: number; stages: Record<string, number>; processorStages: Record<string, number> }> {
  const python = await peerPythonOf(PEER_PYTHON, 'pipeline', PEER_PACKAGES)
  const out = join(folder, 'peer')
  const script = join(PROJECT_ROOT, 'test/bench/pipeline/pipeline.py')
  const runShapes = (count: number) => measureTree([python, script, `${count}`, `${SEED}`, `${GROUPS}`, out])
  await runShapes(WARM_UP)
  const measured = await runShapes(STUDY_SHAPES)
  const { learned, seconds, processor } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as PeerReport
  return { ...measured, ari: learned.ari, stages: { ...seconds }, processorStages: { ...processor } }
}

const showStages = (stages: Readonly<Record<string, number>>): string =>
  Object.entries(stages)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`)
    .join(', ')
