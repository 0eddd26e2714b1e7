import { expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { callApi, startServer } from '../support/startServer.js'

/** Every second of several queued runs failed with `session.blenderLost`: it was given the Blender that was just being stopped. */
it('RUN-5: four runs posted at once are all done', { timeout: 300_000 }, async ({ skip }) => {
  if ((await findBlender()) === undefined) skip('no Blender here')
  const shapekin = await startServer()
  const ids: string[] = []
  for (let seed = 0; seed < 4; seed++) {
    const response = await callApi(shapekin, '/api/runs', { method: 'POST', body: { count: 20, seed } })
    ids.push(((await response.json()) as { id: string }).id)
  }
  const states = await Promise.all(ids.map((id) => shapekin.runs.ended(id)))
  expect(states.map(({ state }) => state.status)).toEqual(['done', 'done', 'done', 'done'])
})
