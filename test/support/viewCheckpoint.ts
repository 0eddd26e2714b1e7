import type { Checkpoint } from '../../server/checkpoint/checkpoint.js'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import type { ViewBlock } from '../../server/checkpoint/viewBlock.js'
import { currentDescriptor } from '../../server/descriptor/currentDescriptor.js'
import { shapeLength } from '../../server/descriptor/shape/shapeDescriptor.js'
import { BLOCK_TAP, EARLY_TAP, HEAD_TAP } from '../../server/views/network/layers.js'
import { Random } from '../../shared/random.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'

/** Random layers in the place of a view block's. */
export function randomViewBlock(seed: number): ViewBlock {
  const random = new Random(seed)
  const layer = (inputs: number, outputs: number) => createNetwork(inputs, [outputs], random)[0]
  const taps = { head: layer(HEAD_TAP, 8), blockDeviation: layer(BLOCK_TAP, 8), early: layer(EARLY_TAP, 8) }
  return { taps, whole: layer(24, 12) }
}

/** A checkpoint of upright shapes that knows views: nothing in it is learned, all of it decides where a mesh is placed. */
export function viewCheckpoint(seed: number): Checkpoint {
  const descriptor = currentDescriptor(DescribeOptions.parse({ descriptor: 'shape', up: 'y' }))
  const inputs = shapeLength('y')
  return {
    name: 'mine',
    expects: descriptor,
    network: createNetwork(inputs, [8], new Random(seed)),
    scaling: plainScaling('root', inputs),
    record: { kind: 'network', options: TrainOptions.parse({}), backend: 'cpu', versions: {}, metrics: {} },
    views: randomViewBlock(seed),
  }
}
