import { setImmediate } from 'node:timers/promises'
import { answering } from '../executor/answering.js'
import { trainCheckpoint, type TrainRequest } from './trainCheckpoint.js'

/** What the process of trainInChild runs. */
export default answering((request: TrainRequest, progress) =>
  trainCheckpoint(request, async (figures) => {
    progress({ stage: 'train', done: figures.epoch, total: request.options.epochs, epochs: [figures] })
    await setImmediate() // Native TensorFlow never yields, and messages are sent only when the event loop turns
  }),
)
