import { MeshPool, type MeshPoolOptions } from '../mesh/meshPool.js'
import type { MeshInput } from '../mesh/meshSource.js'
import type { ViewOptions } from './renderViews.js'

/** Draws meshes and runs the network on them, on threads of their own; each thread holds the network, some 200 MB. */
export class ViewPool extends MeshPool<ViewOptions, Float32Array> {
  constructor(options: MeshPoolOptions = {}) {
    super('server/views/lookWorker.js', options)
  }

  /**
   * Looks at one mesh.
   * @returns as lookAtMesh
   * @throws ShapekinError `views.noNetwork`, and as toMesh and MeshPool.run
   */
  look(input: MeshInput, options: ViewOptions, signal?: AbortSignal): Promise<Float32Array> {
    return this.run(input, options, signal)
  }
}
