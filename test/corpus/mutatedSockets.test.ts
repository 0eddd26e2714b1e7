import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { BLENDER_PATH, PROTOCOL_VERSION } from '../../shared/protocol.js'
import { Random } from '../../shared/random.js'
import { Access } from '../../server/http/access.js'
import { openWebSockets } from '../../server/http/openWebSockets.js'
import { Blenders } from '../../server/session/blenders.js'
import { expectFlat } from '../support/expectFlat.js'
import { listenForTest } from '../support/listenForTest.js'
import { mutateBytes } from '../support/mutateBytes.js'
import { GOOD_FRAME } from './badFrames.js'

/** SHAPEKIN_TEST_MUTANTS=1000000: half an hour. */
const MUTANTS = Number(process.env['SHAPEKIN_TEST_MUTANTS'] ?? 3000)
const SEED = Number(process.env['SHAPEKIN_TEST_SEED'] ?? Date.now() % 2 ** 31)
/** Sockets that are open at a time. */
const OPEN = 50

/** Of WebSocket frames, as RFC 6455 has them. */
const OPCODE = { text: 1, binary: 2, close: 8 } as const

/** A whole frame of a client, of less than 64 KiB; its mask is zero, so that the payload stands there as it is. */
function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const isLong = payload.length > 125
  const head = Buffer.alloc(isLong ? 8 : 6)
  head.writeUInt8(0x80 | opcode, 0)
  head.writeUInt8(0x80 | (isLong ? 126 : payload.length), 1)
  if (isLong) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}

/** The frames of a server in what came after its answer to the upgrade. */
function serverFrames(bytes: Buffer): { opcode: number; payload: Buffer }[] {
  const frames: { opcode: number; payload: Buffer }[] = []
  for (let at = bytes.indexOf('\r\n\r\n') + 4; at + 2 <= bytes.length;) {
    const length = bytes[at + 1]
    const [start, size] = length === 126 ? [at + 4, bytes.readUInt16BE(at + 2)] : [at + 2, length]
    frames.push({ opcode: bytes[at] & 15, payload: bytes.subarray(start, start + size) })
    at = start + size
  }
  return frames
}

const textFrame = (message: object) => clientFrame(OPCODE.text, Buffer.from(JSON.stringify(message)))
const hello = (clientId: string) => ({
  ...{ type: 'hello', protocol: PROTOCOL_VERSION, addon: '0.1.0', blender: '3.4.1', client_id: clientId },
  role: 'worker',
})
const TEXTS = [
  { type: 'cancel_run', run_id: '0123456789abcdef' },
  { type: 'colored', run_id: '0123456789abcdef', count: 20, groups: null, names: [] },
  { type: 'selected_objects', objects: [] },
  { type: 'open_groupings', run_ids: ['0123456789abcdef'] },
]

it(
  `WIRE-3: ${MUTANTS} damaged messages and sockets, seed ${SEED}, end their own socket at most, with a code`,
  { timeout: 60_000 + 10 * MUTANTS },
  async () => {
    const random = new Random(SEED)
    const http = createServer()
    const access = new Access('token', [], () => performance.now())
    const sockets = openWebSockets(http, access, new Blenders(() => undefined), '0', pino({ level: 'silent' }))
    onTestFinished(() => sockets.close())
    const port = await listenForTest(http)
    const upgrade = `GET ${BLENDER_PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`

    const neighbor = new WebSocket(`ws://127.0.0.1:${port}${BLENDER_PATH}`, {
      headers: { authorization: 'Bearer token' },
    })
    onTestFinished(() => neighbor.terminate())
    await once(neighbor, 'open')
    neighbor.send(JSON.stringify(hello('neighbor')))
    await once(neighbor, 'message')

    /** The damage is in a message, or in the bytes of the socket, that of the frames included. */
    const damaged = (): Buffer => {
      const isText = random.below(2) === 0
      const payload = isText ? Buffer.from(JSON.stringify(random.pick(TEXTS))) : Buffer.from(GOOD_FRAME)
      const opcode = isText ? OPCODE.text : OPCODE.binary
      return random.below(2) === 0
        ? clientFrame(opcode, mutateBytes(payload, random))
        : mutateBytes(clientFrame(opcode, payload), random)
    }
    const seen = new Set<string>()
    const talk = async (nth: number) => {
      const socket = connect(port, '127.0.0.1')
      const heard: Buffer[] = []
      socket.on('data', (bytes) => heard.push(bytes))
      socket.on('error', () => undefined) // cut off in the middle of our words
      socket.end(Buffer.concat([Buffer.from(upgrade), textFrame(hello(`client-${nth}`)), damaged()]))
      await once(socket, 'close')
      const answer = Buffer.concat(heard)
      if (answer.length === 0) return seen.add('reset')
      expect(answer.toString('latin1', 0, 12)).toBe('HTTP/1.1 101')
      for (const { opcode, payload } of serverFrames(answer)) {
        if (opcode === OPCODE.text) {
          const { type, code } = JSON.parse(payload.toString()) as { type: string; code?: string }
          seen.add(code ?? type)
        }
        if (opcode === OPCODE.close && payload.length >= 2) seen.add(String(payload.readUInt16BE(0)))
      }
    }
    await expectFlat(MUTANTS / OPEN, async () => {
      await Promise.all(Array.from({ length: OPEN }, (_, nth) => talk(nth)))
    })

    const words = [...seen].sort()
    // What ws says of frames that are none, and our refusal with its code.
    expect(words).toEqual(expect.arrayContaining(['1002', '4000', 'welcome', 'wire.badMessage']))
    for (const word of words) expect(word).toMatch(/^(welcome|reset|(wire|session)\..*|100[02579]|4000)$/)
    neighbor.ping()
    await once(neighbor, 'pong')
    expect(neighbor.readyState).toBe(WebSocket.OPEN)
  },
)
