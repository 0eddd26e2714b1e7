import type { LeftOutObject, SceneObject } from '../../shared/schema/messages.js'

/** What the open scene holds of a source. */
export interface SceneListing {
  readonly objects: readonly SceneObject[]
  readonly leftOut: readonly LeftOutObject[]
  /** Meshes that the objects have among them. */
  readonly shapes: number
}

/** Name of an object, unique in its file: a linked one bears its library's path. */
export const objectId = ({ name, library }: SceneObject): string => (library === '' ? name : `${library}/${name}`)
