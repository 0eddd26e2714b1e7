import { answerMesh } from './answerMesh.js'
import { uprightScores } from './uprightScores.js'

/** What a thread of voteUp runs. */
export default answerMesh((mesh): [number, number, number] => uprightScores(mesh))
