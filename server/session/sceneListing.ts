import type { LeftOutObject, SceneObject } from '../../shared/schema/messages.js'

/** The objects of an open scene that a source is made of. */
export interface SceneListing {
  readonly objects: readonly SceneObject[]
  readonly leftOut: readonly LeftOutObject[]
  /** Number of different meshes that the objects have. */
  readonly shapes: number
}

/** Id of an object, unique in its file: its name; for a linked object the path of its library comes before. */
export const objectId = ({ name, library }: SceneObject): string => (library === '' ? name : `${library}/${name}`)
