import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { PROTOCOL_VERSION } from '../../shared/protocol.js'
import type { ServerMessage } from '../../shared/schema/messages.js'
import { FRAME_HEADER_BYTES } from '../../shared/wire/frameLayout.js'
import type { Shapekin } from '../../server/main.js'
import { startServer } from '../support/startServer.js'

const hello = {
  type: 'hello',
  protocol: PROTOCOL_VERSION,
  addon: '0.1.0',
  blender: '3.4.1',
  client_id: 'a-test-client',
  role: 'background',
}

const open = ({ address, home }: Shapekin, token = home.token) =>
  new WebSocket(`${address.replace('http', 'ws')}/blender`, { headers: { authorization: `Bearer ${token}` } })

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
  it('lets nobody in without the token', async () => {
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
  ])('tells protocol %i that %s, and closes', async (protocol, words) => {
    const { said, closed } = await talk(await startServer(), [JSON.stringify({ ...hello, protocol })])
    expect(said).toMatchObject([{ type: 'error', code: 'session.version' }])
    expect(JSON.stringify(said)).toContain(words)
    expect(closed).toBe(4000)
  })

  it.each([
    [
      'a message before hello',
      [JSON.stringify({ type: 'cancel_run', run_id: '0123456789abcdef' })],
      'session.helloExpected',
    ],
    ['a frame before hello', [Buffer.alloc(64)], 'session.helloExpected'],
    ['no JSON', ['{'], 'wire.badMessage'],
    ['an unknown type', [JSON.stringify(hello), JSON.stringify({ type: 'exec', code: 'print()' })], 'wire.badMessage'],
    ['a field too many', [JSON.stringify({ ...hello, path: '/' })], 'wire.badMessage'],
    ['a broken frame', [JSON.stringify(hello), Buffer.from('not a frame'.padEnd(FRAME_HEADER_BYTES))], 'wire.badMagic'],
  ])('closes on %s and serves the next', async (_what, messages, code) => {
    const shapekin = await startServer()
    const { said, closed } = await talk(shapekin, messages)
    expect(said.at(-1)).toMatchObject({ type: 'error', code })
    expect(closed).toBe(4000)
    expect((await talk(shapekin, [JSON.stringify(hello)], 1)).said).toMatchObject([{ type: 'welcome' }])
  })
})
