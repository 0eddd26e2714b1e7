import { MeshPool, type MeshPoolOptions } from '../../mesh/meshPool.js'
import type { Study, StudyOptions } from './studyWorker.js'

/** Computes what a library keeps of meshes, on threads of their own. */
export class StudyPool extends MeshPool<StudyOptions, Study> {
  constructor(options: MeshPoolOptions = {}) {
    super('server/library/kept/studyWorker.js', options)
  }
}
