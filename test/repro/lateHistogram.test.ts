import { expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { handDriven, settle } from '../support/handDriven.js'

/** A run whose Blender was killed went from `failed` back to `running`, for ever, when a histogram was finished afterwards. */
it('RUN-4: a histogram that is finished after Blender has died changes nothing', async () => {
  const { runs, ask, connect, processes, roads, store } = handDriven()
  const id = ask()
  await settle()
  connect().hello(processes[0].clientId)
  await settle()
  const { progress } = roads[0].context
  progress({ stage: 'shapes', done: 3, total: 20 })
  processes[0].die(new ShapekinError('blender.died', { how: 'killed by SIGKILL', words: 'nothing' }))
  const ended = await runs.ended(id)
  progress({ stage: 'shapes', done: 4, total: 20 })
  await settle()
  expect(ended.state).toMatchObject({ status: 'failed', error: { code: 'blender.died' } })
  expect([runs.get(id), store.load().records]).toEqual([ended, [ended]])
})
