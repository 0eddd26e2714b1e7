import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shapeDescriptor, shapeLength } from '../../server/descriptor/shape/shapeDescriptor.js'
import { sheetPlane } from '../../server/descriptor/shape/flat/sheetPlane.js'
import { checkMesh, type CheckedMesh } from '../../server/mesh/checkMesh.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { processorTime } from '../support/processorTime.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { peerPython } from './peerPython.js'

/** Meshes are taken evenly from the folder. */
const MESHES = 40
/** In widths; see SheetPlane. The peer makes no board of a sheet. */
const THINNEST = 0.02
/**
 * L1 distance up to which two descriptions are of the same shape; unlike shapes are about 1 apart. The peer casts rays
 * in single precision, which may decide some of 49,152 rays otherwise.
 */
const SAME = 1e-3

/** Processor seconds a mesh, y up, of the median mesh; answers are compared first. */
export interface ShapeTimes {
  readonly meshes: number
  readonly ours: number
  readonly theirs: number
  /** Largest L1 distance between the two descriptions of a mesh. */
  readonly farthest: number
}

/**
 * Times the `shape` descriptor beside the same steps with NumPy, SciPy and embreex (shape_pipeline.py), from meshes in
 * memory to descriptions, one thread each.
 *
 * @throws Error where a description differs
 */
export async function timeShapePipeline(folder: string): Promise<ShapeTimes> {
  const python = peerPython('shape', ['embreex', 'numpy', 'scipy'])
  const meshes = await bodiesOf(folder)
  const exchange = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  try {
    meshes.forEach(({ positions, triangles }, number) => {
      writeFileSync(join(exchange, `${number}.f32`), Float32Array.from(positions))
      writeFileSync(join(exchange, `${number}.u32`), triangles)
    })
    const script = join(PROJECT_ROOT, 'test/bench/shape_pipeline.py')
    const theirs = JSON.parse(
      execFileSync(python, [script, exchange, String(meshes.length)], {
        encoding: 'utf8',
        env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      }),
    ) as number[]
    const rows = new Float32Array(Uint8Array.from(readFileSync(join(exchange, 'shape.f32'))).buffer)
    const distances = meshes.map((mesh, number) => {
      const row = shapeDescriptor(mesh, 'y')
      const other = rows.subarray(number * shapeLength('y'))
      return row.reduce((sum, x, i) => sum + Math.abs(x - other[i]), 0)
    })
    const farthest = Math.max(...distances)
    if (!(farthest < SAME)) throw new Error(`Descriptions differ by ${farthest}: mesh ${distances.indexOf(farthest)}`)
    const ours: number[] = []
    for (const mesh of meshes) ours.push(await processorTime(() => shapeDescriptor(mesh, 'y')))
    return { meshes: meshes.length, ours: median(ours), theirs: median(theirs), farthest }
  } finally {
    rmSync(exchange, { recursive: true, force: true })
  }
}

async function bodiesOf(folder: string): Promise<CheckedMesh[]> {
  const files = labelledFolder(folder, 'folder')
  const meshes: CheckedMesh[] = []
  for (let i = 0; i < MESHES; i++) {
    const mesh = checkMesh(await readMeshFile(files[Math.floor((i * files.length) / MESHES)].path))
    const { thickness, width } = sheetPlane(mesh)
    if (thickness > THINNEST * width) meshes.push(mesh)
  }
  return meshes
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]
