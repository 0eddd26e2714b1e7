import { createHash } from 'node:crypto'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import { VIEWS_ID } from '../views/viewsId.js'
import type { Checkpoint } from './checkpoint.js'
import type { DenseLayer } from './network.js'
import { viewLayers } from './viewBlock.js'

/**
 * SHA-256 of all that decides where a row is placed: what it expects, its scaling, its network; in hexadecimal digits.
 *
 * @param withViews of rows that say how meshes look, too: what decides that
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

/** What the checkpoint makes of a table, or of a table and the looks of its meshes. */
export const descriptorOfCheckpoint = (checkpoint: Checkpoint, withViews = false): DescriptorId => ({
  kind: 'embedding',
  checkpoint: hashCheckpoint(checkpoint, withViews),
  name: checkpoint.name,
  ...(withViews ? { views: true } : {}),
})
