import { answerMesh } from '../mesh/answerMesh.js'
import { describeMesh } from './describeMesh.js'

/** What a thread of DescribePool runs. */
export default answerMesh(describeMesh)
