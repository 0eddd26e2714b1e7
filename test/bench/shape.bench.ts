import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { shapeDescriptor, shapeLength, shapeParts, type UpAxis } from '../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { ShapekinError } from '../../shared/errors.js'
import { compareCopies, type CopyDistance } from '../support/copyDistance.js'
import { decimate } from '../support/decimate.js'
import type { BenchOptions } from './benchOptions.js'
import { timeShapePipeline } from './shapePipeline.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { l1Distances, leaveOneOut, type LeaveOneOut } from '../support/leaveOneOut.js'

/** Triangles from which to which a row of the table of copies speaks. */
const SIZES = [
  [0, Infinity],
  [0, 200],
  [200, 1000],
  [1000, Infinity],
] as const

/** Folders whose classes are in the first word of the file names, not in the folders. */
const BY_FIRST_WORD = /kenney/

interface Row extends LeaveOneOut {
  readonly part: string
  readonly length: number
  /** Mean L1 distance of two different shapes, as the part stands in the descriptor. */
  readonly spread: number
}

/**
 * What each part of the `shape` descriptor and the whole find, leave-one-out, in folders of labelled meshes
 * (y up): `npm run bench -- shape [FOLDER...]`, by default ../shared/kaykit. With peers, also how long the same steps
 * take in Python.
 */
export async function run({ peers, json, folders, compare }: BenchOptions): Promise<void> {
  const given = folders.length > 0 ? folders : [join(PROJECT_ROOT, '..', 'shared', 'kaykit')]
  for (const folder of given) {
    if (!existsSync(folder)) {
      console.log(`SKIPPED: there is no folder ${folder}`)
      continue
    }
    if (peers) await compareWithPipeline(folder, compare)
    for (const up of ['none', 'y'] as const) {
      const result = await measureFolder(folder, up)
      if (json) console.log(JSON.stringify({ suite: 'shape', folder, up, ...result }))
      else printTable(folder, up, result)
    }
  }
}

async function compareWithPipeline(folder: string, compare: BenchOptions['compare']): Promise<void> {
  const { meshes, ours, theirs, farthest } = await timeShapePipeline(folder)
  console.log(
    `\n${meshes} meshes of ${folder}, y up, described by one thread, processor time of the median: ` +
      `${(1000 * ours).toFixed(1)} ms; by NumPy, SciPy and embreex ${(1000 * theirs).toFixed(1)} ms, ` +
      `${(theirs / ours).toFixed(1)} times as long; at most ${farthest.toFixed(4)} apart (L1)`,
  )
  compare('shape, y up', 'NumPy + SciPy + embreex', ours, theirs)
}

async function measureFolder(folder: string, up: UpAxis) {
  const rows: Float32Array[] = []
  const classes: string[] = []
  const copies: number[] = []
  const sizes: number[] = []
  const seen = new Set<string>()
  let milliseconds = 0
  for (const { path, name } of labelledFolder(folder, BY_FIRST_WORD.test(folder) ? 'firstWord' : 'folder')) {
    try {
      const mesh = await readMeshFile(path)
      checkMesh(mesh)
      const start = performance.now()
      const row = shapeDescriptor(checkMesh(mesh), up)
      milliseconds += performance.now() - start
      // An exact duplicate is found by any descriptor.
      const key = Buffer.from(row.buffer).toString('base64')
      if (seen.has(key)) continue
      seen.add(key)
      rows.push(row)
      classes.push(name)
      sizes.push(mesh.triangles.length / 3)
      copies.push(distanceToCopy(row, mesh, up))
    } catch (error) {
      if (!(error instanceof ShapekinError)) throw error
    }
  }
  return {
    shapes: rows.length,
    millisecondsPerMesh: milliseconds / rows.length,
    parts: measureParts(rows, classes, up),
    decimated: compareBySize(l1Distances(rows), copies, sizes),
  }
}

/** L1 distance to the copy with a quarter of the triangles; NaN where nothing is left that has an area. */
function distanceToCopy(row: Float32Array, mesh: Mesh, up: UpAxis): number {
  try {
    const copy = shapeDescriptor(checkMesh(decimate(mesh, 1 / 4)), up)
    return row.reduce((sum, x, i) => sum + Math.abs(x - copy[i]), 0)
  } catch (error) {
    if (error instanceof ShapekinError) return NaN
    throw error
  }
}

function compareBySize(
  distances: Float32Array,
  copies: number[],
  sizes: number[],
): (CopyDistance & { size: string })[] {
  return SIZES.map(([from, to]) => ({
    size: to === Infinity ? (from === 0 ? 'all' : `from ${from}`) : `${from} to ${to - 1}`,
    ...compareCopies(
      distances,
      copies.map((copy, i) => (sizes[i] >= from && sizes[i] < to ? copy : NaN)),
    ),
  })).filter(({ count }) => count > 0)
}

function measureParts(rows: Float32Array[], classes: string[], up: UpAxis): Row[] {
  const measure = (part: string, from: number, to: number): Row => {
    const distances = l1Distances(rows, from, to)
    const spread = distances.reduce((sum, d) => sum + d, 0) / (rows.length * (rows.length - 1))
    return { part, length: to - from, spread, ...leaveOneOut(distances, classes) }
  }
  let at = 0
  const parts = shapeParts(up).map(({ name, length }) => measure(name, at, (at += length)))
  return [...parts, measure('all', 0, shapeLength(up))]
}

function printTable(folder: string, up: UpAxis, result: Awaited<ReturnType<typeof measureFolder>>): void {
  console.log(`\n${folder}, up ${up}: ${result.shapes} shapes, ${result.millisecondsPerMesh.toFixed(0)} ms a mesh`)
  console.log('part            numbers  spread   NN %  mAP %')
  const percent = (share: number) => (100 * share).toFixed(1).padStart(6)
  for (const { part, length, spread, nearest, averagePrecision } of result.parts)
    console.log(
      part.padEnd(15),
      String(length).padStart(7),
      spread.toFixed(4).padStart(7),
      percent(nearest),
      percent(averagePrecision),
    )
  console.log(
    'decimated to a quarter: triangles, shapes, distance to the copy over that to the nearest other, nearest %',
  )
  for (const { size, count, ratio, nearest } of result.decimated)
    console.log(size.padEnd(12), String(count).padStart(5), ratio.toFixed(2).padStart(6), percent(nearest))
}
