import { expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { MAX_BLENDERS } from '../../server/session/replaceLost.js'
import { handDriven, settle } from '../support/handDriven.js'

/** A run whose Blender was killed went from `failed` back to `running`, for ever, when a histogram was finished afterwards. */
it('RUN-4: a histogram that is finished after the last Blender has died changes nothing', async () => {
  const { runs, ask, connect, processes, roads, store } = handDriven()
  const id = ask()
  for (let nth = 0; nth < MAX_BLENDERS; nth++) {
    await settle()
    connect().hello(processes[nth].clientId)
    await settle()
    roads[nth].context.progress({ stage: 'shapes', done: 3, total: 20 })
    processes[nth].die(new ShapekinError('blender.died', { how: 'killed by SIGKILL', words: 'nothing' }))
  }
  const ended = await runs.ended(id)
  for (const { context } of roads) context.progress({ stage: 'shapes', done: 4, total: 20 })
  await settle()
  expect(ended.state).toMatchObject({ status: 'failed', error: { code: 'blender.died' } })
  expect([runs.get(id), store.load().records]).toEqual([ended, [ended]])
})
