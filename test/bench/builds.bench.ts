import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SPHERE_POINTS } from '../../shared/schema/describeOptions.js'
import { checkMesh, type CheckedMesh } from '../../server/mesh/checkMesh.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { bumpySphere } from '../support/meshes.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { sharedData } from '../support/sharedData.js'
import type { BenchOptions } from './benchOptions.js'
import { processorSeconds } from '../support/processorTime.js'

const TRIANGLES = [96, 1000, 10_000, 100_000]
/** Of each build, by turns: a busy moment of the machine hits both. */
const ROUNDS = 7

/** What is timed of a build; `dist/` of every commit since 5db16f1 has it. */
interface Build {
  readonly countChords: (mesh: CheckedMesh) => unknown
  readonly describeShape: (mesh: CheckedMesh, up: 'y' | 'none') => Float32Array
}

/**
 * This build against those of other checkouts, in processor seconds, numbers compared first:
 * `npm run bench -- builds CHECKOUT...`, each with its `dist/` built. Chords of closed and of open meshes, `shape` of every
 * eighth mesh of ../shared/kaykit.
 */
export async function run({ folders, json, compare }: BenchOptions): Promise<void> {
  const ours = await loadBuild(PROJECT_ROOT)
  for (const folder of folders) {
    const theirs = await loadBuild(resolve(folder))
    const time = (what: string, work: (build: Build) => unknown) => {
      if (JSON.stringify(work(ours)) !== JSON.stringify(work(theirs))) console.error(`${what}: THE NUMBERS DIFFER`)
      const [mine, other] = timeByTurns([() => work(ours), () => work(theirs)])
      compare(what, folder, mine, other)
      const line = `${what}: ${(1000 * mine).toFixed(1)} ms, ${folder} ${(1000 * other).toFixed(1)} ms: ${(other / mine).toFixed(2)}x`
      console.log(json ? JSON.stringify({ suite: 'builds', what, ours: mine, theirs: other }) : line)
    }
    for (const count of TRIANGLES) {
      const closed = bumpySphere(count)
      const open = { ...closed, triangles: closed.triangles.slice(0, 3 * Math.floor(0.3 * closed.triangles.length)) }
      for (const [kind, mesh] of [['closed', closed] as const, ['open', open] as const]) {
        const checked = checkMesh(mesh)
        time(`chords, ${kind}, ${mesh.triangles.length / 3} triangles`, (build) => build.countChords(checked))
      }
    }
    const meshes = await readEighth('kaykit')
    for (const up of ['y', 'none'] as const)
      if (meshes.length > 0)
        time(`shape of ${meshes.length} meshes, up ${up}`, (build) =>
          meshes.map((mesh) => Array.from(build.describeShape(mesh, up))),
        )
  }
}

/** Every eighth mesh of a folder beside the project; none where it is missing. */
async function readEighth(name: string): Promise<CheckedMesh[]> {
  const folder = sharedData(name)
  const files = folder === undefined ? [] : labelledFolder(folder, 'folder').filter((_, k) => k % 8 === 0)
  return Promise.all(files.map(async ({ path }) => checkMesh(await readMeshFile(path))))
}

/** Least processor seconds of each. */
function timeByTurns(works: readonly [() => unknown, () => unknown]): [number, number] {
  const least: [number, number] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round++)
    for (const [k, work] of works.entries()) {
      const before = processorSeconds()
      work()
      least[k] = Math.min(least[k], processorSeconds() - before)
    }
  return least
}

/** The native kernel of a build, where it has one and set-up compiled it. */
async function loadNativeOf(dist: string): Promise<unknown> {
  const path = join(dist, 'server/descriptor/chords/native/loadNativeKernel.js')
  if (!existsSync(path)) return undefined
  const { loadNativeKernel } = (await import(pathToFileURL(path).href)) as { loadNativeKernel: () => unknown }
  return loadNativeKernel()
}

async function loadBuild(checkout: string): Promise<Build> {
  const dist = join(checkout, 'dist')
  if (!existsSync(dist)) throw new Error(`${dist} is missing: run \`npm run build\` in ${checkout}`)
  const load = (path: string): Promise<unknown> => import(pathToFileURL(join(dist, 'server/descriptor', path)).href)
  const { loadChordKernel } = (await load('chords/chordKernel.js')) as { loadChordKernel: () => Uint8Array | undefined }
  const { WasmChordCounter } = (await load('chords/wasmChordCounter.js')) as {
    WasmChordCounter: new (
      code: Uint8Array,
      points: number,
      native?: unknown,
    ) => { countChords(mesh: unknown): unknown }
  }
  const { normalizeMesh } = (await load('chords/normalizeMesh.js')) as {
    normalizeMesh: (mesh: CheckedMesh, center: 'box') => unknown
  }
  const { shapeDescriptor } = (await load('shape/shapeDescriptor.js')) as { shapeDescriptor: Build['describeShape'] }
  const code = loadChordKernel()
  if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')
  const native = await loadNativeOf(dist)
  const counter = new WasmChordCounter(code, SPHERE_POINTS, native)
  return { countChords: (mesh) => counter.countChords(normalizeMesh(mesh, 'box')), describeShape: shapeDescriptor }
}
