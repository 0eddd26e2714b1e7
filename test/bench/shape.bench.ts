import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { shapeDescriptor, shapeLength, shapeParts, type UpAxis } from '../../server/descriptor/shapeDescriptor.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import { readMeshFile } from '../../server/mesh/readMeshFile.js'
import { PROJECT_ROOT } from '../../server/projectRoot.js'
import { ShapekinError } from '../../shared/errors.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { l1Distances, leaveOneOut, type LeaveOneOut } from '../support/leaveOneOut.js'

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
 * (y up): `npm run bench -- shape [FOLDER...]`, by default ../shared/kaykit.
 */
export async function run({ json, folders = [] }: { peers: boolean; json: boolean; folders?: string[] }) {
  const given = folders.length > 0 ? folders : [join(PROJECT_ROOT, '..', 'shared', 'kaykit')]
  for (const folder of given) {
    if (!existsSync(folder)) {
      console.log(`SKIPPED: there is no folder ${folder}`)
      continue
    }
    for (const up of ['none', 'y'] as const) {
      const result = await measureFolder(folder, up)
      if (json) console.log(JSON.stringify({ suite: 'shape', folder, up, ...result }))
      else printTable(folder, up, result)
    }
  }
}

async function measureFolder(folder: string, up: UpAxis) {
  const rows: Float32Array[] = []
  const classes: string[] = []
  const seen = new Set<string>()
  let milliseconds = 0
  for (const { path, name } of labelledFolder(folder, BY_FIRST_WORD.test(folder) ? 'firstWord' : 'folder')) {
    try {
      const mesh = await readMeshFile(path)
      checkMesh(mesh)
      const start = performance.now()
      const row = shapeDescriptor(mesh, up)
      milliseconds += performance.now() - start
      // An exact duplicate is found by any descriptor.
      const key = Buffer.from(row.buffer).toString('base64')
      if (seen.has(key)) continue
      seen.add(key)
      rows.push(row)
      classes.push(name)
    } catch (error) {
      if (!(error instanceof ShapekinError)) throw error
    }
  }
  return {
    shapes: rows.length,
    millisecondsPerMesh: milliseconds / rows.length,
    parts: measureParts(rows, classes, up),
  }
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
  console.log('part       numbers  spread   NN %  mAP %')
  const percent = (share: number) => (100 * share).toFixed(1).padStart(6)
  for (const { part, length, spread, nearest, averagePrecision } of result.parts)
    console.log(
      part.padEnd(10),
      String(length).padStart(7),
      spread.toFixed(4).padStart(7),
      percent(nearest),
      percent(averagePrecision),
    )
}
