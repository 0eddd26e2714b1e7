import { SceneRecord } from '../../shared/schema/scene.js'
import { WorkStore } from './workStore.js'

/** The folder of all tasks on scenes. */
export class SceneStore extends WorkStore<SceneRecord> {
  /** @param version of Shapekin */
  constructor(folder: string, version: string) {
    super(folder, version, 'scene.json', SceneRecord)
  }
}
