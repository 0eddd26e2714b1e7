import { toShapekinError } from '../../shared/errors.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { MeshPart } from '../mesh/meshParts.js'
import type { MeshInput } from '../mesh/meshSource.js'
import type { OrRefused } from '../mesh/refusal.js'
import { canSplit } from '../mesh/splitMesh.js'

/** A shape of a file; '' = the file is one shape. */
export interface FilePart {
  readonly name: string
  readonly shape: OrRefused<MeshInput>
}

/** Takes files apart, on a thread of its own. */
export class Splitter {
  private readonly pool = new MeshPool<undefined, MeshPart[]>('server/mesh/splitWorker.js', { workers: 1 })

  /**
   * The shapes of a file. One that can not be taken apart is given back as it is, so that whoever reads it says why.
   *
   * @throws ShapekinError `cancelled`
   */
  async partsOf(input: MeshInput, signal: AbortSignal): Promise<readonly FilePart[]> {
    const whole = [{ name: '', shape: input }]
    if (!('bytes' in input) || !canSplit(input.format)) return whole
    try {
      const parts = await this.pool.run(input, undefined, signal)
      return parts.length < 2 ? whole : parts
    } catch (cause) {
      if (toShapekinError(cause).code === 'cancelled') throw cause
      return whole
    }
  }

  close(): Promise<void> {
    return this.pool.close()
  }
}
