import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { MeshPool, type MeshPoolOptions } from '../mesh/meshPool.js'
import type { MeshInput } from '../mesh/meshSource.js'
import type { Description } from './describeMesh.js'

/** Describes meshes on threads of their own. */
export class DescribePool extends MeshPool<DescribeOptions, Description> {
  constructor(options: MeshPoolOptions = {}) {
    super('server/descriptor/describeWorker.js', options)
  }

  /** Describes one mesh. @throws ShapekinError as toMesh, describeMesh and MeshPool.run */
  describe(input: MeshInput, options: DescribeOptions, signal?: AbortSignal): Promise<Description> {
    return this.run(input, options, signal)
  }
}
