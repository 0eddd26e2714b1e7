import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferAttribute, BufferGeometry, Ray, Vector3 } from 'three'
import { MeshBVH } from 'three-mesh-bvh'
import { loadChordKernel } from '../../server/descriptor/chords/chordKernel.js'
import { chordViews } from '../../server/descriptor/chords/chordViews.js'
import { countChords } from '../../server/descriptor/chords/countChords.js'
import { loadNativeKernel } from '../../server/descriptor/chords/native/loadNativeKernel.js'
import { normalizeMesh, type NormalizedMesh } from '../../server/descriptor/chords/normalizeMesh.js'
import { SHORTEST_HALF_CHORD, sphereLattice } from '../../server/descriptor/chords/sphereLattice.js'
import { WasmChordCounter } from '../../server/descriptor/chords/wasmChordCounter.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { bumpySphere } from '../support/meshes.js'
import type { BenchOptions } from './benchOptions.js'
import { processorSeconds } from '../support/processorTime.js'
import { measure, showTiming } from './measure.js'
import { peerPython } from './peerPython.js'
import { timeWorkers, writeMeshFolder } from './timeWorkers.js'
import { SPHERE_POINTS } from '../../shared/schema/describeOptions.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'

const TRIANGLES = [96, 1000, 10_000, 100_000]
/** Float32 peers lose or gain a few of 1.2 million hits on edges. */
const TOLERATED_HITS = 60

/**
 * All chords of one mesh, one thread: our kernel in WebAssembly and, where there is one, native, the plain TypeScript, three-mesh-bvh, and with `peers` Embree, in processor
 * seconds, which other work on the machine changes least; then the files of a folder on one and two threads. `npm run bench -- descriptor FOLDER...` does only that, with those folders.
 */
export async function run({ peers, json, folders, compare }: BenchOptions): Promise<void> {
  if (folders.length === 0) await compareKernels({ peers, json, compare })
  await compareWorkers(folders, json)
}

async function compareKernels({ peers, json, compare: record }: Omit<BenchOptions, 'folders'>): Promise<void> {
  const code = loadChordKernel()
  if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')
  const counter = new WasmChordCounter(code, SPHERE_POINTS)
  const native = loadNativeKernel()
  const nativeCounter = native && new WasmChordCounter(code, SPHERE_POINTS, native)
  const views = chordViews(SPHERE_POINTS)
  const chords = endsOfChords()
  for (const count of TRIANGLES) {
    const mesh = normalizeMesh(checkMesh(bumpySphere(count)), 'box')
    const expected = counter.countChords(mesh)
    const wasm = await measure(() => counter.countChords(mesh))
    const check = (name: string, hits: number) => {
      if (Math.abs(hits - expected.hits) > TOLERATED_HITS)
        throw new Error(`${name}: ${hits} hits, ours ${expected.hits}`)
    }
    const row: Record<string, unknown> = { triangles: mesh.triangles.length / 3, hits: expected.hits, wasm }
    const lines = [`${String(mesh.triangles.length / 3).padStart(6)} triangles  wasm ${showTiming(wasm)}`]
    const compare = (name: string, seconds: number) => {
      row[name] = { seconds, ratio: seconds / wasm.processor }
      record(`chords, ${mesh.triangles.length / 3} triangles`, name, wasm.processor, seconds)
      lines.push(`                  ${name} ${seconds.toFixed(3)} s: ${(seconds / wasm.processor).toFixed(2)}x`)
    }
    if (nativeCounter) {
      check('native', nativeCounter.countChords(mesh).hits)
      const { processor } = await measure(() => nativeCounter.countChords(mesh))
      row.native = { seconds: processor, ratio: wasm.processor / processor }
      record(`chords by the native kernel, ${mesh.triangles.length / 3} triangles`, 'wasm', processor, wasm.processor)
      lines.push(
        `                  native ${processor.toFixed(3)} s, wasm: ${(wasm.processor / processor).toFixed(2)}x`,
      )
    }
    if (count <= 10_000) {
      check('typescript', countChords(mesh, views).hits)
      compare('typescript', (await measure(() => countChords(mesh, views), 1)).processor)
    }
    const bvh = timeBvh(mesh, chords)
    check('three-mesh-bvh', bvh.hits)
    compare('three-mesh-bvh', bvh.seconds)
    if (peers) {
      const embree = timeEmbree(mesh, chords)
      check('trimesh + embreex', embree.hits)
      compare('trimesh + embreex', embree.seconds)
    }
    console.log(json ? JSON.stringify({ suite: 'descriptor', ...row }) : lines.join('\n'))
  }
}

async function compareWorkers(folders: readonly string[], json: boolean): Promise<void> {
  const given = folders.length > 0 ? folders : [writeMeshFolder()]
  try {
    for (const descriptor of ['chords', 'shape'] as const) {
      const { files, seconds } = await timeWorkers(given, descriptor)
      const [one, two] = seconds
      const factor = one / two
      console.log(
        json
          ? JSON.stringify({ suite: 'descriptor', descriptor, workers: 2, files, one, two, factor })
          : `${descriptor} of ${files} files: ${one.toFixed(2)} s on 1 worker, ${two.toFixed(2)} s on 2: ${factor.toFixed(2)}x`,
      )
    }
  } finally {
    if (folders.length === 0) rmSync(given[0], { recursive: true, force: true })
  }
}

interface Chords {
  readonly count: number
  /** (3 * count) first and second end of each used chord, on the unit sphere. */
  readonly starts: Float64Array
  readonly ends: Float64Array
}

function endsOfChords(): Chords {
  const points = sphereLattice(SPHERE_POINTS)
  const most = (SPHERE_POINTS * (SPHERE_POINTS - 1)) / 2
  const [starts, ends] = [new Float64Array(3 * most), new Float64Array(3 * most)]
  let count = 0
  for (let i = 0; i < SPHERE_POINTS; i++)
    for (let j = i + 1; j < SPHERE_POINTS; j++) {
      let length2 = 0
      for (let axis = 0; axis < 3; axis++) length2 += (points[3 * i + axis] - points[3 * j + axis]) ** 2
      if (length2 <= (2 * SHORTEST_HALF_CHORD) ** 2) continue
      for (let axis = 0; axis < 3; axis++) {
        starts[3 * count + axis] = points[3 * i + axis]
        ends[3 * count + axis] = points[3 * j + axis]
      }
      count++
    }
  return { count, starts: starts.subarray(0, 3 * count), ends: ends.subarray(0, 3 * count) }
}

/** First hit from both ends of every chord, tree included. */
function timeBvh(mesh: NormalizedMesh, { count, starts, ends }: Chords): { hits: number; seconds: number } {
  const began = processorSeconds()
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(mesh.vertices), 3))
  geometry.setIndex(new BufferAttribute(mesh.triangles.slice(), 1))
  const bvh = new MeshBVH(geometry)
  const ray = new Ray(new Vector3(), new Vector3())
  let hits = 0
  const cast = (from: Float64Array, to: Float64Array, k: number): boolean => {
    ray.origin.set(from[k], from[k + 1], from[k + 2])
    ray.direction.set(to[k] - from[k], to[k + 1] - from[k + 1], to[k + 2] - from[k + 2]).normalize()
    return bvh.raycastFirst(ray, 2) !== null
  }
  for (let k = 0; k < 3 * count; k += 3) {
    const isHit = cast(starts, ends, k)
    if (isHit && cast(ends, starts, k)) hits++
  }
  return { hits, seconds: processorSeconds() - began }
}

function timeEmbree(mesh: NormalizedMesh, { starts, ends }: Chords): { hits: number; seconds: number } {
  const python = peerPython('embree', ['trimesh', 'embreex', 'numpy'])
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  try {
    writeFileSync(join(folder, 'vertices.f64'), mesh.vertices)
    writeFileSync(join(folder, 'triangles.u32'), mesh.triangles)
    writeFileSync(join(folder, 'starts.f64'), starts)
    writeFileSync(join(folder, 'ends.f64'), ends)
    const script = join(PROJECT_ROOT, 'test/bench/embree_chords.py')
    return JSON.parse(execFileSync(python, [script, folder], { encoding: 'utf8' })) as { hits: number; seconds: number }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
