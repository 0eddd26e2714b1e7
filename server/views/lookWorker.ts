import { ShapekinError } from '../../shared/errors.js'
import { answerMesh } from '../mesh/answerMesh.js'
import { loadTensorflow } from '../system/loadTensorflow.js'
import { lookAtMesh } from './lookAtMesh.js'
import { findNetwork } from './network/networkFile.js'
import { ViewNetwork } from './network/viewNetwork.js'
import type { ViewOptions } from './renderViews.js'

/** Of this thread. WebAssembly gives the same numbers on every machine; the native backend crashes in threads. */
let network: Promise<ViewNetwork> | undefined

async function openNetwork(): Promise<ViewNetwork> {
  const found = findNetwork()
  if (found.state !== 'found') throw new ShapekinError('views.noNetwork', { path: found.path, state: found.state })
  const { tf } = await loadTensorflow(['wasm'])
  return new ViewNetwork(tf, found.numbers)
}

/** What a thread of ViewPool runs. */
export default answerMesh(async (mesh, options: ViewOptions) =>
  lookAtMesh(mesh, options, await (network ??= openNetwork())),
)
