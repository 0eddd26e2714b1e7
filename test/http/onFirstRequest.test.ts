import type { RequestListener } from 'node:http'
import { expect, it, onTestFinished, vi } from 'vitest'
import { onFirstRequest } from '../../server/http/onFirstRequest.js'
import { openHttpServer } from '../../server/http/openHttpServer.js'
import { startShapekin } from '../../server/main.js'
import { listenForTest } from '../support/listenForTest.js'
import { callApi } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Answers with what it is sent. */
const echo: RequestListener = (request, response) => void request.pipe(response)

/** A real server. @returns what it answers to a body */
async function serve(load: () => Promise<RequestListener>): Promise<(body: string) => Promise<string>> {
  const server = openHttpServer(onFirstRequest(load))
  const port = await listenForTest(server)
  return async (body) => (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body })).text()
}

it('loads the listener once, when the first request comes, and no byte of a body is lost', async () => {
  const load = vi.fn(() => Promise.resolve(echo))
  const send = await serve(load)
  expect(load).not.toHaveBeenCalled()
  const bodies = ['a', 'b'.repeat(1_000_000)]
  expect(await Promise.all(bodies.map(send))).toEqual(bodies)
  expect(load).toHaveBeenCalledOnce()
})

it('ends the connection where the listener can not be loaded', async () => {
  const send = await serve(() => Promise.reject(new Error('no such package')))
  await expect(send('a')).rejects.toThrow()
})

it('a guest is asked as a server is', async () => {
  const config = { home: temporaryFolder(), host: '127.0.0.1', port: 0, allowedHosts: [], logLevel: 'silent' }
  const guest = await startShapekin(config, 'guest')
  onTestFinished(() => guest.close())
  expect((await callApi(guest, '/api/health')).status).toBe(200)
  expect(await (await callApi(guest, '/api/library')).json()).toMatchObject({ shapes: 0 })
  expect((await callApi(guest, '/api/runs', { method: 'POST', body: { count: 'many' } })).status).toBe(400)
})
