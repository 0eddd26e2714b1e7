import type { WorkContext } from '../../shared/progress.js'
import type { DescribePool } from '../descriptor/describePool.js'
import type { MeshSource } from '../mesh/meshSource.js'
import type { SceneOutputs } from '../run/scenes.js'

/** What every task on a scene is given. */
export interface SceneContext extends WorkContext {
  readonly pool: DescribePool
  /** Where descriptions and views are kept: see SHAPEKIN_HOME. */
  readonly home: string
  /** For the report. */
  readonly versions: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly now: () => number
  /** Where Blender writes the colored or sorted file and its picture, when these are wanted. */
  readonly outputs?: SceneOutputs | undefined
  /** Looks on at the meshes as they come: passes them on as they are. Default nobody. */
  readonly watch?: ((shapes: MeshSource) => MeshSource) | undefined
  /** Key of each mesh's picture, by the mesh's id, when all are read. Default none. */
  readonly pictureKeys?: (() => Promise<ReadonlyMap<string, string>>) | undefined
}
