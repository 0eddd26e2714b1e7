import { DescribeOptions } from '../../server/descriptor/describeOptions.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { bumpySphere } from '../support/meshes.js'

const MESHES = 16
const TRIANGLES = 10_000

/** Seconds that a pool of `workers` threads takes to describe MESHES different meshes, the better of two. */
export async function timeWorkers(workers: number): Promise<number> {
  const meshes = Array.from({ length: MESHES }, (_, k) => bumpySphere(TRIANGLES, 0.1 + 0.01 * k))
  const options = DescribeOptions.parse({})
  const pool = new DescribePool({ workers })
  const describeAll = async () => {
    const start = performance.now()
    await Promise.all(meshes.map((mesh) => pool.describe(mesh, options)))
    return (performance.now() - start) / 1000
  }
  try {
    await Promise.all(meshes.slice(0, 2 * workers).map((mesh) => pool.describe(mesh, options)))
    return Math.min(await describeAll(), await describeAll())
  } finally {
    await pool.close()
  }
}
