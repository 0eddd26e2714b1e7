import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DescriptionCache } from '../../server/library/descriptionCache.js'
import { describeSource } from '../../server/descriptor/describeSource.js'
import { librarySource } from '../../server/library/librarySource.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { findMeshFiles, type MeshFile } from '../../server/library/findMeshFiles.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { Random } from '../../shared/random.js'
import { bumpySphere } from '../support/meshes.js'

const SEED = 11
const FILES = 80
/** Triangles of the files, evenly over the logarithm. */
const [FEWEST, MOST] = [100, 20_000]
/** Every so many of a folder's files are described before the clock starts: threads up, code compiled. */
const WARM_UP_EVERY = 10

export interface WorkersTiming {
  readonly files: number
  /** Of a pool of 1 and of 2 threads, the better of two runs each. */
  readonly seconds: readonly [one: number, two: number]
}

/**
 * How long describeSource, the heart of `shapekin describe`, takes over the mesh files of folders with nothing known
 * before, on one thread and on two.
 */
export async function timeWorkers(
  folders: readonly string[],
  descriptor: DescribeOptions['descriptor'],
): Promise<WorkersTiming> {
  const { files } = await findMeshFiles(folders)
  const options = DescribeOptions.parse({ descriptor, up: descriptor === 'shape' ? 'y' : 'none' })
  const runs = { 1: [] as number[], 2: [] as number[] }
  // In turns, so that a busy machine slows both alike.
  for (const workers of [1, 2, 1, 2] as const) runs[workers].push(await timeFiles(files, options, workers))
  return { files: files.length, seconds: [Math.min(...runs[1]), Math.min(...runs[2])] }
}

async function timeFiles(files: readonly MeshFile[], options: DescribeOptions, workers: number): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  const pool = new DescribePool({ workers })
  const { signal } = new AbortController()
  const describeAll = (asked: readonly MeshFile[], folder: string) =>
    describeSource(librarySource({ files: asked, refused: [] }, 'none', signal), options, {
      pool,
      store: new DescriptionCache(join(home, folder)),
      tick: () => undefined,
      signal,
    })
  try {
    await describeAll(
      files.filter((_, i) => i % WARM_UP_EVERY === 0),
      'warm-up',
    )
    const start = performance.now()
    await describeAll(files, 'timed')
    return (performance.now() - start) / 1000
  } finally {
    await pool.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Writes a folder of FILES different meshes, STL and OBJ by turns; the caller removes it. */
export function writeMeshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  const random = new Random(SEED)
  for (let i = 0; i < FILES; i++) {
    const triangles = FEWEST * (MOST / FEWEST) ** (random.bits() / 2 ** 32)
    const mesh = bumpySphere(triangles, 0.1 + (0.2 * i) / FILES)
    const [name, content] = i % 2 === 0 ? [`${i}.stl`, writeStl(mesh)] : [`${i}.obj`, writeObj(mesh, `mesh${i}`)]
    writeFileSync(join(folder, name), content)
  }
  return folder
}
