import { ShapekinError } from '../../shared/errors.js'
import { loadTensorflow } from '../system/loadTensorflow.js'
import { findNetwork } from './network/networkFile.js'
import { ViewNetwork } from './network/viewNetwork.js'

/** Runs on WebAssembly, which gives the same numbers on every machine; the native backend crashes in threads. */
let network: Promise<ViewNetwork> | undefined

/** The network of this thread, made at the first call. @throws ShapekinError `views.noNetwork` */
export const ownNetwork = (): Promise<ViewNetwork> => (network ??= openNetwork())

async function openNetwork(): Promise<ViewNetwork> {
  const found = findNetwork()
  if (found.state !== 'found') throw new ShapekinError('views.noNetwork', { path: found.path, state: found.state })
  const { tf } = await loadTensorflow(['wasm'])
  return new ViewNetwork(tf, found.numbers)
}
