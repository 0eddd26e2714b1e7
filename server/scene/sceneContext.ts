import type { WorkContext } from '../../shared/progress.js'
import type { DescribePool } from '../descriptor/describePool.js'
import type { MeshSource } from '../mesh/meshSource.js'
import type { SceneOutputs } from '../run/scenes.js'

/** What every task on a scene needs. */
export interface SceneContext extends WorkContext {
  readonly pool: DescribePool
  /** Home that keeps descriptions and views: see SHAPEKIN_HOME. */
  readonly home: string
  /** Versions, for the report. */
  readonly versions: Readonly<Record<string, string>>
  /** Milliseconds of a clock that does not jump when the computer's clock is set. */
  readonly now: () => number
  /** Paths where Blender writes the colored or sorted file and its picture, where these are wanted. */
  readonly outputs?: SceneOutputs | undefined
  /** Watches the meshes as they come, and passes them on unchanged. Default: nothing watches. */
  readonly watch?: ((shapes: MeshSource) => MeshSource) | undefined
  /** Key of each mesh's picture, by the mesh's id; to be called when all meshes are read. Default: none. */
  readonly pictureKeys?: (() => Promise<ReadonlyMap<string, string>>) | undefined
}
