import { toShapekinError } from '../../shared/errors.js'
import { findNetwork } from '../views/network/networkFile.js'
import { ViewPool } from '../views/viewPool.js'
import type { Diagnosis } from './diagnosis.js'

const subject = 'view network'

/** Whether shapes can also be compared by how they look; tries it with one shape. */
export async function examineViews(): Promise<Diagnosis> {
  const network = findNetwork()
  switch (network.state) {
    case 'found':
      return tryLooking()
    case 'missing':
      return { subject, state: 'warning', found: 'not fetched: shapes are compared by geometry alone', todo: TODO }
    case 'damaged':
      return { subject, state: 'warning', found: `${network.path} is damaged`, todo: TODO }
  }
}

const TODO = '`npm run setup views` fetches it (17 MB).'

const WEDGE = {
  positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1),
  triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2),
}

async function tryLooking(): Promise<Diagnosis> {
  const pool = new ViewPool({ workers: 1 })
  try {
    const sight = await pool.look(WEDGE, { up: 'y' })
    if (sight.length === 0 || !sight.every(Number.isFinite)) throw new Error('it gives no numbers')
    return { subject, state: 'ok', found: 'EfficientNet-Lite0 (Apache-2.0), looks at a shape' }
  } catch (error) {
    return {
      subject,
      state: 'failed',
      found: toShapekinError(error).message,
      todo: 'Remove node_modules and run `npm run setup`.',
    }
  } finally {
    await pool.close()
  }
}
