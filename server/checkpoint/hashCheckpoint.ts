import { createHash } from 'node:crypto'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import { VIEWS_ID } from '../views/viewsId.js'
import type { Checkpoint } from './checkpoint.js'
import type { DenseLayer } from './network.js'
import { viewLayers } from './viewBlock.js'

/**
 * SHA-256, in hexadecimal digits, of all that decides where a row is placed: the expected descriptor, the scaling and
 * the network.
 *
 * @param withViews include what decides where the looks of meshes are placed; default false
 */
export function hashCheckpoint({ expects, scaling, network, views }: Checkpoint, withViews = false): string {
  const hash = createHash('sha256').update(JSON.stringify([expects, scaling.transform]))
  const add = ({ buffer, byteOffset, byteLength }: Float32Array) =>
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  add(scaling.shift)
  add(scaling.factor)
  const addLayer = ({ inputs, outputs, kernel, bias }: DenseLayer) => {
    hash.update(`${inputs} ${outputs} `)
    add(kernel)
    add(bias)
  }
  network.forEach(addLayer)
  if (withViews && views) {
    hash.update(VIEWS_ID)
    viewLayers(views).forEach(addLayer)
  }
  return hash.digest('hex')
}

/**
 * Descriptor of the tables that the checkpoint makes.
 * @param withViews from tables with the looks of their meshes; default false
 */
export const descriptorOfCheckpoint = (checkpoint: Checkpoint, withViews = false): DescriptorId => ({
  kind: 'embedding',
  checkpoint: hashCheckpoint(checkpoint, withViews),
  name: checkpoint.name,
  ...(withViews ? { views: true } : {}),
})
