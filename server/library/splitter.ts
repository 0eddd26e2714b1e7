import { toShapekinError } from '../../shared/errors.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { MeshPart } from '../mesh/meshParts.js'
import type { MeshInput } from '../mesh/meshSource.js'
import type { OrRefused } from '../mesh/refusal.js'
import { canSplit } from '../mesh/splitMesh.js'

/** A shape of a file, with its name; '' = the file is one shape. */
export interface FilePart {
  readonly name: string
  readonly shape: OrRefused<MeshInput>
}

/** Splits files into their shapes, on a thread of its own. */
export class Splitter {
  private readonly pool = new MeshPool<undefined, MeshPart[]>('server/mesh/splitWorker.js', { workers: 1 })

  /**
   * The shapes of a file. A file that can not be split is returned as it is, so that reading it gives the reason.
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
