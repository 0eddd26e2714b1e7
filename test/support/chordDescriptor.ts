import { chordHistograms, studyNumbers } from '../../server/descriptor/chords/chordHistograms.js'
import type { Center } from '../../server/descriptor/chords/normalizeMesh.js'
import type { CheckedMesh } from '../../server/mesh/checkMesh.js'

/** The study's 128 numbers of a mesh. */
export const chordDescriptor = (mesh: CheckedMesh, center: Center): Float32Array =>
  studyNumbers(chordHistograms(mesh, { center }))
