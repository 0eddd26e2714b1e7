import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAllWhole } from '../../system/writeWhole.js'
import type { Epoch } from '../trainNetwork.js'
import { tensorBoardEvents, type ScalarPoint } from './tensorBoardEvents.js'

const CURVES_FILE = 'curves.jsonl'
/**
 * TensorBoard reads every file with `tfevents` in its name. The name is fixed, so that a new training replaces the old
 * curves.
 */
const EVENT_FILE = 'events.out.tfevents.shapekin'

/**
 * Writes a training's curves into an existing folder: `curves.jsonl`, one epoch a line, and an event file for
 * `tensorboard --logdir FOLDER`.
 *
 * @param now  milliseconds since 1970, the time of all events
 */
export async function writeCurves(folder: string, epochs: readonly Epoch[], now: number): Promise<void> {
  await writeAllWhole([
    [join(folder, CURVES_FILE), epochs.map((epoch) => JSON.stringify(epoch) + '\n').join('')],
    [join(folder, EVENT_FILE), tensorBoardEvents(epochs.flatMap(pointsOf), now / 1000)],
  ])
}

/** Reads the epochs from a folder; none where there are no curves. */
export async function readCurves(folder: string): Promise<Epoch[]> {
  const text = await readFile(join(folder, CURVES_FILE), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Epoch)
}

const pointsOf = ({ epoch, loss, validLoss, validAccuracy, learningRate }: Epoch): ScalarPoint[] => [
  { tag: 'loss/train', step: epoch, value: loss },
  ...(validLoss === undefined ? [] : [{ tag: 'loss/valid', step: epoch, value: validLoss }]),
  ...(validAccuracy === undefined ? [] : [{ tag: 'accuracy/valid', step: epoch, value: validAccuracy }]),
  { tag: 'learning_rate', step: epoch, value: learningRate },
]
