import { createHash } from 'node:crypto'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import type { Checkpoint } from './checkpoint.js'

/** SHA-256 of all that decides where a row is placed: what it expects, its scaling, its network; in hexadecimal digits. */
export function hashCheckpoint({ expects, scaling, network }: Checkpoint): string {
  const hash = createHash('sha256').update(JSON.stringify([expects, scaling.transform]))
  const add = ({ buffer, byteOffset, byteLength }: Float32Array) =>
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  add(scaling.shift)
  add(scaling.factor)
  for (const { inputs, outputs, kernel, bias } of network) {
    hash.update(`${inputs} ${outputs} `)
    add(kernel)
    add(bias)
  }
  return hash.digest('hex')
}

/** What the checkpoint makes of a table. */
export const descriptorOfCheckpoint = (checkpoint: Checkpoint): DescriptorId => ({
  kind: 'embedding',
  checkpoint: hashCheckpoint(checkpoint),
  name: checkpoint.name,
})
