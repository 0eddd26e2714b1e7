import { once } from 'node:events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { BUSY_MS, MOST_SELECTED, PROTOCOL_VERSION, SILENCE_MS } from '../../shared/protocol.js'
import type { ServerMessage } from '../../shared/schema/messages.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { SelectionView } from '../../shared/schema/selection.js'
import { FRAME_HEADER_BYTES } from '../../shared/wire/frameLayout.js'
import type { Shapekin } from '../../server/main.js'
import { heapInUse } from '../support/heap.js'
import { callApi, startServer } from '../support/startServer.js'

const hello = {
  type: 'hello',
  protocol: PROTOCOL_VERSION,
  addon: '0.1.0',
  blender: '3.4.1',
  client_id: 'a-test-client',
  role: 'background',
}

const open = ({ address, home }: Shapekin, token = home.token, autoPong = true) =>
  new WebSocket(`${address.replace('http', 'ws')}/blender`, { headers: { authorization: `Bearer ${token}` }, autoPong })

/** What the server says to these messages until it closes, or until it has said `count` things. */
const talk = (
  shapekin: Shapekin,
  messages: (string | Buffer)[],
  count = Infinity,
): Promise<{ said: ServerMessage[]; closed?: number }> =>
  new Promise((resolve, reject) => {
    const socket = open(shapekin)
    const said: ServerMessage[] = []
    socket.on('open', () => messages.forEach((message) => socket.send(message)))
    socket.on('message', (data: Buffer) => {
      said.push(JSON.parse(data.toString()) as ServerMessage)
      if (said.length === count) {
        socket.terminate()
        resolve({ said })
      }
    })
    socket.on('close', (closed) => resolve({ said, closed }))
    socket.on('error', reject)
  })

describe('session', () => {
  it('SESS-1: lets nobody in without the token', async () => {
    const shapekin = await startServer()
    const socket = open(shapekin, 'wrong')
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.on('error', () => undefined)
    })
    expect(status).toBe(401)
  })

  it('welcomes a hello of its own protocol', async () => {
    const { said } = await talk(await startServer(), [JSON.stringify(hello)], 1)
    expect(said).toMatchObject([{ type: 'welcome', protocol: PROTOCOL_VERSION }])
  })

  it.each([
    [PROTOCOL_VERSION - 1, 'the add-on is older'],
    [PROTOCOL_VERSION + 1, 'the server is older'],
  ])('SESS-3: tells protocol %i that %s, and closes', async (protocol, words) => {
    const { said, closed } = await talk(await startServer(), [JSON.stringify({ ...hello, protocol })])
    expect(said).toMatchObject([{ type: 'error', code: 'session.version' }])
    expect(JSON.stringify(said)).toContain(words)
    expect(closed).toBe(4000)
  })

  it.each([
    ['a message', JSON.stringify({ type: 'cancel_run', run_id: '0123456789abcdef' })],
    ['a frame', Buffer.alloc(64)],
  ])('SESS-2: closes on %s before hello', async (_what, message) => {
    const { said, closed } = await talk(await startServer(), [message])
    expect(said.at(-1)).toMatchObject({ type: 'error', code: 'session.helloExpected' })
    expect(closed).toBe(4000)
  })

  it.each([
    ['no JSON', '{'],
    ['an unknown type', JSON.stringify({ type: 'exec', code: 'print()' })],
    ['a field too many', JSON.stringify({ type: 'cancel_run', run_id: '0123456789abcdef', path: '/' })],
    ['a field of another type', JSON.stringify({ type: 'cancel_run', run_id: 7 })],
    [
      'a value out of its range',
      JSON.stringify({ type: 'colored', run_id: '0123456789abcdef', count: -1, groups: null, names: [] }),
    ],
  ])('WIRE-3: refuses %s', async (_what, message) => {
    const { said, closed } = await talk(await startServer(), [JSON.stringify(hello), message])
    expect(said.at(-1)).toMatchObject({ type: 'error', code: 'wire.badMessage' })
    expect(closed).toBe(4000)
  })

  it('SESS-6: a refusal is told, closes with its code, and no other socket notices', async () => {
    const shapekin = await startServer()
    const good = open(shapekin)
    await once(good, 'open')
    good.send(JSON.stringify({ ...hello, client_id: 'the-good-client' }))
    await once(good, 'message')
    const broken = Buffer.from('not a frame'.padEnd(FRAME_HEADER_BYTES))
    const { said, closed } = await talk(shapekin, [JSON.stringify(hello), broken])
    expect([said.at(-1), closed]).toMatchObject([{ type: 'error', code: 'wire.badMagic', run_id: null }, 4000])
    good.send(JSON.stringify({ type: 'start_run', request: RunRequest.parse({ count: 20, groups: 25 }) }))
    const [answer] = (await once(good, 'message')) as [Buffer]
    expect(JSON.parse(answer.toString())).toMatchObject({ type: 'error', code: 'run.tooManyGroups' })
  })

  it('SESS-5: a socket that answers no ping is closed after BUSY_MS, one that does stays', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const shapekin = await startServer()
    const greeted = async (autoPong: boolean) => {
      const socket = open(shapekin, shapekin.home.token, autoPong)
      await once(socket, 'open')
      socket.send(JSON.stringify({ ...hello, client_id: `answers-${autoPong}` }))
      await once(socket, 'message')
      return socket
    }
    const [mute, alive] = [await greeted(false), await greeted(true)]
    const closed = once(mute, 'close')
    for (let at = 0; at < BUSY_MS; at += SILENCE_MS / 4) {
      const pings = [mute, alive].map((socket) => once(socket, 'ping'))
      vi.advanceTimersByTime(SILENCE_MS / 4)
      await Promise.all(pings)
      await talk(shapekin, [JSON.stringify(hello)], 1) // the pong is there by then
    }
    expect([mute, alive].map(({ readyState }) => readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN])
    vi.advanceTimersByTime(SILENCE_MS / 4)
    await closed
    expect(alive.readyState).toBe(WebSocket.OPEN)
  })

  it('SESS-12: a window that reads nothing is cut off before what waits for it fills the memory, and no other', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }) // no ping is sent: it is not the silence that ends it
    onTestFinished(() => void vi.useRealTimers())
    const shapekin = await startServer()
    const greeted = async (name: string) => {
      const socket = open(shapekin)
      await once(socket, 'open')
      socket.send(JSON.stringify({ ...hello, client_id: name, role: 'window' }))
      await once(socket, 'message')
      return socket
    }
    const [sleeper, reader] = [await greeted('the-sleeper'), await greeted('the-reader')]
    expect(sleeper.readyState).toBe(WebSocket.OPEN)
    sleeper.pause()
    const objects = Array.from({ length: MOST_SELECTED }, (_, i) => `${'x'.repeat(190)}${i}`) // a megabyte
    const windows = async () => {
      const response = await callApi(shapekin, '/api/selection', { method: 'PUT', body: { objects } })
      return ((await response.json()) as SelectionView).blenders
    }
    const before = heapInUse()
    let most = 0
    let count = 0
    while ((await windows()) === 2) {
      if (++count % 10 === 0) most = Math.max(most, heapInUse() - before)
      expect(count).toBeLessThan(100)
    }
    expect(most).toBeLessThan(50e6) // 17 MB wait for the sleeper; some are under way in both
    expect(await windows()).toBe(1)
    expect(reader.readyState).toBe(WebSocket.OPEN)
    reader.terminate()
    sleeper.terminate()
  })
})
