import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { findBlender } from '../support/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { oncePerFile } from '../support/oncePerFile.js'

const install = await findBlender()
const CLIENT = join(PROJECT_ROOT, 'test/blender/echo_client.py')

/** One Blender whose Python runs the client for all tests. */
const client = oncePerFile((atEnd) => {
  if (!install) throw new Error('no Blender here')
  const told = new Map<string, (how: string) => void>()
  const onLog = (line: string) => {
    const [, address, how] = /^ended (\S+) (.*)/.exec(line) ?? []
    if (address) told.get(address)?.(how)
  }
  const blender = startHeadlessBlender(install, { args: [], script: CLIENT, onLog })
  atEnd(() => blender.stop())
  return Promise.resolve({ blender, told })
})

/** Has the client connect; `ended` says how that ended. */
async function startClient(address: string, token = 'secret'): Promise<{ ended: Promise<string> }> {
  const { blender, told } = await client()
  const ended = new Promise<string>((resolve) => told.set(address, resolve))
  blender.tell(`${address} ${token}`)
  return { ended }
}

async function connect(): Promise<{ socket: WebSocket; raw: Socket; ended: Promise<string> }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 1 << 26 })
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  await once(server, 'listening')
  const { ended } = await startClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/blender`)
  const [socket, request] = (await once(server, 'connection')) as [WebSocket, { socket: Socket; headers: object }]
  expect(request.headers).toMatchObject({ authorization: 'Bearer secret' })
  return { socket, raw: request.socket, ended }
}

const nextMessage = async (socket: WebSocket): Promise<Buffer> => ((await once(socket, 'message')) as [Buffer])[0]

describe.skipIf(!install)("the add-on's WebSocket client", () => {
  it('echoes messages of every length form and text beyond ASCII unchanged', async () => {
    const { socket } = await connect()
    for (const size of [0, 1, 125, 126, 127, 65_535, 65_536, 5_000_003]) {
      const bytes = randomBytes(size)
      socket.send(bytes)
      expect((await nextMessage(socket)).equals(bytes), `${size} bytes`).toBe(true)
    }
    socket.send('Würfel 立方体 🎲')
    expect((await nextMessage(socket)).toString()).toBe('Würfel 立方体 🎲')
  })

  it('puts fragments together, with a ping between them', async () => {
    const { socket } = await connect()
    // Both are awaited from the start: pong and message may come in one packet.
    const [pong, message] = [once(socket, 'pong'), nextMessage(socket)]
    socket.send('one ', { fin: false })
    socket.ping('now')
    socket.send('two ', { fin: false })
    socket.send('three', { fin: true })
    expect(((await pong) as [Buffer])[0].toString()).toBe('now')
    expect((await message).toString()).toBe('one two three')
  })

  it('masks 16 MB without a flaw', async () => {
    const { socket } = await connect()
    socket.send(`give ${1 << 24}`)
    const bytes = await nextMessage(socket)
    expect(bytes.length).toBe(1 << 24)
    expect(bytes.every((value, i) => value === i % 251)).toBe(true)
  })

  it('answers a close with its code and tells code and reason', async () => {
    const { socket, ended } = await connect()
    socket.close(4000, 'session.version')
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(4000)
    expect(await ended).toBe('ConnectionClosed 4000 session.version')
  })

  it('refuses a message over its limit by the length it declares', async () => {
    const { raw, ended } = await connect()
    raw.write(Buffer.from([0x82, 127, 0, 0, 0, 255, 0, 0, 0, 0]))
    expect(await ended).toBe('ConnectionClosed 1009 a message of over 8388608 bytes')
  })

  it('refuses masked frames, reserved bits and lone continuations with 1002', async () => {
    for (const bytes of [
      [0x81, 0x80, 1, 2, 3, 4],
      [0xc1, 0],
      [0x80, 0],
      [0x83, 0],
      [0x09, 0],
    ]) {
      const { socket, raw } = await connect()
      raw.write(Buffer.from(bytes))
      const [code] = (await once(socket, 'close')) as [number]
      expect(code, bytes.join(' ')).toBe(1002)
    }
  })

  it('notices a broken and a silent connection', async () => {
    const broken = await connect()
    broken.socket.terminate()
    expect(await broken.ended).toContain('ConnectionClosed 1006')
    const silent = await connect()
    silent.raw.pause()
    silent.raw.removeAllListeners('data')
    expect(await silent.ended).toBe('ConnectionClosed 1006 the server is silent')
  })

  it('stays as long as its pings are answered', async () => {
    const { socket } = await connect()
    await sleep(2500) // twice the silence that it bears, and more
    socket.send('still here')
    expect((await nextMessage(socket)).toString()).toBe('still here')
  })

  it('tells the sentence of a refusal, and what is no WebSocket server', async () => {
    const http = createServer((_request, response) => response.writeHead(404).end())
    http.on('upgrade', (_request, socket) => {
      const body = '{"detail":"The token is wrong."}'
      socket.end(`HTTP/1.1 401 Unauthorized\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    })
    const other = createTcpServer((socket) => void socket.end('SSH-2.0-other\r\n\r\n'))
    const liar = createTcpServer(
      (socket) => void socket.end('HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n'),
    )
    const address = async (server: typeof other) => {
      server.listen(0, '127.0.0.1')
      onTestFinished(() => void server.close())
      await once(server, 'listening')
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    }
    expect(await (await startClient(await address(http))).ended).toBe('HandshakeRefused 401 The token is wrong.')
    expect(await (await startClient(await address(other))).ended).toMatch(/OSError .*no HTTP answer/)
    expect(await (await startClient(await address(liar))).ended).toMatch(
      /HandshakeRefused 101 .* does not speak WebSocket/,
    )
  })
})
