import { RunRecord } from '../../shared/schema/run.js'
import { WorkStore } from './workStore.js'

/** The folder of all runs. */
export class RunStore extends WorkStore<RunRecord> {
  /** @param version of Shapekin */
  constructor(folder: string, version: string) {
    super(folder, version, 'run.json', RunRecord)
  }
}
