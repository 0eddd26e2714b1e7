import { answerMesh } from '../mesh/answerMesh.js'
import { lookAtMesh } from './lookAtMesh.js'
import { ownNetwork } from './ownNetwork.js'
import type { ViewOptions } from './renderViews.js'

/** What a thread of ViewPool runs. */
export default answerMesh(async (mesh, options: ViewOptions) => lookAtMesh(mesh, options, await ownNetwork()))
