import { SceneRecord } from '../../shared/schema/scene.js'
import { WorkStore } from './workStore.js'

/** The folder of all groupings of scenes. */
export class SceneStore extends WorkStore<SceneRecord> {
  /** @param version of Shapekin */
  constructor(folder: string, version: string) {
    super(folder, version, 'scene.json', SceneRecord)
  }
}
