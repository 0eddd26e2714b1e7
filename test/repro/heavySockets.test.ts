import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { HELLO_MS, MAX_TEXT_BYTES, PROTOCOL_VERSION } from '../../shared/protocol.js'
import type { Shapekin } from '../../server/main.js'
import { heapInUse } from '../support/heap.js'
import { callApi, startServer } from '../support/startServer.js'

/** Opcode of a text, RFC 6455, 5.2. */
const TEXT = 1

const TEXT_BYTES = 200_000_000

/** Sends one text from a thread, whose memory is its own: what this thread's grows by is the server's. Ends when the socket is closed. */
async function sendFromThread({ address, home }: Shapekin): Promise<void> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     import('ws').then(({ WebSocket }) => {
       const socket = new WebSocket(workerData.url, { headers: { authorization: 'Bearer ' + workerData.token } })
       socket.on('error', () => undefined) // it is cut off while it sends
       socket.once('open', () => socket.send(Buffer.alloc(workerData.bytes, '['), { binary: false }))
       socket.once('close', () => parentPort.postMessage('closed'))
     })`,
    {
      eval: true,
      execArgv: [],
      workerData: { url: `${address.replace('http', 'ws')}/blender`, token: home.token, bytes: TEXT_BYTES },
    },
  )
  onTestFinished(() => void worker.terminate())
  await once(worker, 'message')
}

/** A text of 200 MB stopped the event loop for 5.7 s and took 2.9 GB; 500 sockets that never said hello stayed open. */
describe('a socket', () => {
  const open = ({ address, home }: Shapekin): WebSocket =>
    new WebSocket(`${address.replace('http', 'ws')}/blender`, { headers: { authorization: `Bearer ${home.token}` } })

  /** The raw end of an opened WebSocket. */
  async function openRaw(shapekin: Shapekin): Promise<Socket> {
    const { hostname, port } = new URL(shapekin.address)
    const socket = connect(Number(port), hostname)
    onTestFinished(() => void socket.destroy())
    socket.write(
      `GET /blender HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n` +
        `Authorization: Bearer ${shapekin.home.token}\r\n\r\n`,
    )
    await once(socket, 'data')
    return socket
  }

  it('WIRE-2: that announces a text of 200 MB is refused before a byte of it has come', async () => {
    const socket = await openRaw(await startServer())
    const header = Buffer.alloc(14)
    header.writeUInt8(0x80 | TEXT, 0)
    header.writeUInt8(0x80 | 127, 1)
    header.writeBigUInt64BE(BigInt(TEXT_BYTES), 2)
    socket.write(header)
    let said = ''
    socket.on('data', (data: Buffer) => (said += data.toString('latin1')))
    await once(socket, 'close')
    expect(said).toContain('"code":"wire.textTooLong"')
    expect(said).toContain('A message has 200000000 bytes, the limit is 1048576.')
    expect(said).toContain('\u000f\u00a0wire.textTooLong') // close code 4000
  })

  it('WIRE-2: that sends such a text stops nobody else, and none of it is kept', { timeout: 120_000 }, async () => {
    const shapekin = await startServer()
    const before = heapInUse()
    let most = 0
    let isClosed = false
    void sendFromThread(shapekin).then(() => (isClosed = true))
    while (!isClosed) {
      expect((await callApi(shapekin, '/api/health')).status).toBe(200)
      most = Math.max(most, heapInUse() - before)
    }
    expect(most).toBeLessThan(TEXT_BYTES / 10)
  })

  it.each([
    ['a text of the most bytes', [MAX_TEXT_BYTES], 'wire.badMessage'],
    ['one more', [MAX_TEXT_BYTES + 1], 'wire.textTooLong'],
    ['one more in two fragments', [MAX_TEXT_BYTES, 1], 'wire.textTooLong'],
  ])('WIRE-2: %s', async (_what, lengths, code) => {
    const socket = open(await startServer())
    await once(socket, 'open')
    lengths.forEach((length, i) =>
      socket.send(Buffer.alloc(length, 'a'), { binary: false, fin: i === lengths.length - 1 }),
    )
    const [closed, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect([closed, reason.toString()]).toEqual([4000, code])
  })

  it('SESS-4: is closed when no hello has come within HELLO_MS, 500 of them; one that has said hello stays', async () => {
    const shapekin = await startServer()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const silent = Array.from({ length: 500 }, () => open(shapekin))
    const [polite] = [open(shapekin)]
    await Promise.all([...silent, polite].map((socket) => once(socket, 'open')))
    polite.send(
      JSON.stringify({
        ...{ type: 'hello', protocol: PROTOCOL_VERSION, addon: '0.1.0', blender: '3.4.1', client_id: 'a-test-client' },
        role: 'background',
      }),
    )
    await once(polite, 'message')
    vi.advanceTimersByTime(HELLO_MS - 1)
    await callApi(shapekin, '/api/health')
    expect(silent.filter(({ readyState }) => readyState !== WebSocket.OPEN)).toEqual([])
    const closed = silent.map((socket) => once(socket, 'close') as Promise<[number, Buffer]>)
    vi.advanceTimersByTime(1)
    const reasons = (await Promise.all(closed)).map(([code, reason]) => `${code} ${reason.toString()}`)
    expect(new Set(reasons)).toEqual(new Set(['4000 session.helloLate']))
    expect(polite.readyState).toBe(WebSocket.OPEN)
  })
})
