import type { SceneRequest } from '../../shared/schema/sceneRequest.js'
import type { Finding } from '../../shared/schema/finding.js'

/** `report.json` of a grouped scene. */
export interface SceneReport extends SceneRequest {
  readonly blender: string
  readonly versions: Readonly<Record<string, string>>
  readonly stages: Readonly<Record<string, number>>
  readonly objects: number
  /** Different meshes among the objects. */
  readonly shapes: number
  /** Objects that have no group: a code of the error table and its sentence. */
  readonly leftOut: readonly { readonly id: string; readonly code: string; readonly message: string }[]
  /** Objects of each group, the largest first. */
  readonly sizes: readonly number[]
  readonly colored: number
  readonly health: readonly Finding[]
}
