import { describe, expect, it } from 'vitest'
import { LiveRuns } from '../../server/run/liveRuns.js'
import type { LiveEvent } from '../../shared/schema/liveEvent.js'
import type { RunRecord, RunState } from '../../shared/schema/run.js'
import { RunRequest } from '../../shared/schema/runRequest.js'

const ID = '0123456789abcdef'

/** LiveRuns with a clock and a state set by hand. */
function byHand() {
  const told: LiveEvent[] = []
  const clock = { now: 1000 }
  const live = new LiveRuns(
    (event) => told.push(event),
    () => clock.now,
  )
  const record = (state: RunState): RunRecord => ({
    id: ID,
    created: 0,
    door: 'rest',
    request: RunRequest.parse({}),
    state,
  })
  const at = (time: number, stage: string, done: number, total: number) => {
    clock.now = time
    live.change(record({ status: 'running', stage, done, total, stageStarted: 0 }))
  }
  return { live, told, at, record }
}
const shape = (index: number) => ({ index, id: `cube-${index}`, class: 'cube', key: String(index).padStart(64, '0') })

describe('LiveRuns', () => {
  it('tells of every shape and epoch once, however fast they come, and gives them all to whoever comes later', () => {
    const { live, told, at, record } = byHand()
    for (let i = 0; i < 500; i++) {
      live.addShape(ID, shape(i))
      at(1000 + i, 'shapes', i + 1, 500)
    }
    for (let epoch = 1; epoch <= 300; epoch++) {
      live.addEpochs(ID, [{ epoch, learningRate: 0.1, loss: 1 / epoch }], 0.5)
      at(2000 + epoch, 'train', epoch, 300)
    }
    live.change(record({ status: 'cancelled' }))
    const shapes = told.flatMap((event) => (event.type === 'shapes' ? event.shapes : []))
    const epochs = told.flatMap((event) => (event.type === 'epochs' ? event.epochs : []))
    expect(shapes).toEqual(Array.from({ length: 500 }, (_, i) => shape(i)))
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1))
    expect(live.get(ID)).toMatchObject({ shapes, epochs, rawAccuracy: 0.5, progress: { status: 'cancelled' } })
    expect(told.length).toBeLessThan(30) // 800 ms of news
    expect(told.at(-1)).toMatchObject({ type: 'run', run: { status: 'cancelled' } })
  })

  it('knows how long each stage took, and guesses what is left of one only when some of it is done', () => {
    const { live, told, at } = byHand()
    at(1000, 'shapes', 0, 0)
    at(2000, 'shapes', 1, 100)
    at(11_000, 'shapes', 25, 100)
    at(41_000, 'train', 0, 0)
    const left = told.flatMap((event) => (event.type === 'run' ? [event.run.secondsLeft] : []))
    expect(left).toEqual([null, null, 30, null])
    expect(live.get(ID)?.stages).toEqual([{ name: 'shapes', seconds: 40 }])
  })

  it('knows nothing of a run that was removed, and says so', () => {
    const { live, told, at } = byHand()
    at(1000, 'shapes', 0, 0)
    live.remove(ID)
    expect([live.get(ID), told.at(-1)]).toEqual([undefined, { type: 'removed', run: ID }])
  })

  it('RUN-7: tells of no shape and no epoch twice when another Blender, or another process, does the work again', () => {
    const { live, told, at } = byHand()
    const epoch = (number: number) => ({ epoch: number, learningRate: 0.1, loss: 1 / number })
    for (const to of [3, 5]) {
      for (let i = 0; i < to; i++) live.addShape(ID, shape(i))
      live.addEpochs(
        ID,
        Array.from({ length: to }, (_, i) => epoch(i + 1)),
        0.5,
      )
      at(1000 * to, `stage ${to}`, to, to)
    }
    expect(live.get(ID)?.shapes.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4])
    expect(live.get(ID)?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5])
    expect(told.flatMap((event) => (event.type === 'shapes' ? event.shapes : [])).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]) // prettier-ignore
    expect(told.flatMap((event) => (event.type === 'epochs' ? event.epochs : [])).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]) // prettier-ignore
  })
})
