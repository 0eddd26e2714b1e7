import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type * as Crypto from 'node:crypto'
import { AllowedFolders } from '../../server/http/allowedFolders.js'
import { MAX_BODY_BYTES } from '../../server/http/app.js'
import { Access } from '../../server/http/access.js'
import { MAX_UPLOAD_BYTES } from '../../server/http/libraryRoutes.js'
import { startShapekin, type Shapekin } from '../../server/main.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { MAX_FRAME_BYTES } from '../../shared/protocol.js'
import { FRAME_HEADER_BYTES } from '../../shared/wire/frameLayout.js'
import { putFile } from '../support/keptLibrary.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const compared = vi.hoisted(() => [] as number[])
vi.mock('node:crypto', async (load) => {
  const crypto = await load<typeof Crypto>()
  const timingSafeEqual: typeof Crypto.timingSafeEqual = (a, b) => {
    compared.push(a.byteLength, b.byteLength)
    return crypto.timingSafeEqual(a, b)
  }
  return { ...crypto, timingSafeEqual }
})

/** What a server says to bytes that no well-behaved client sends: its first line and headers. */
async function answerTo({ address }: Shapekin, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  let said = ''
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    said += chunk.toString('latin1')
    if (said.includes('\r\n\r\n')) break // which also closes the socket
  }
  return said
}

const statusOf = (answer: string): number => Number(answer.split(' ')[1])

const get = (shapekin: Shapekin, headers: Record<string, string>, path = '/api/health') =>
  answerTo(shapekin, [`GET ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)])

const UPGRADE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

const portOf = ({ address }: Shapekin): string => new URL(address).port

describe('a server', { timeout: 60_000 }, () => {
  it('compares every token that is given, of whatever length, in constant time', () => {
    const access = new Access('a token', [], () => 0)
    const check = (authorization?: string) => {
      const request = { headers: { authorization }, socket: { remoteAddress: '127.0.0.1' } }
      access.checkToken(request as Parameters<Access['checkToken']>[0])
    }
    check('Bearer a token')
    check('bearer a token')
    const wrong = ['a', 'a toke', 'a tokens', 'A token', 'a token ', 'x'.repeat(10_000)]
    for (const token of wrong) expect(() => check(`Bearer ${token}`)).toThrow(/token/)
    expect(compared).toEqual(Array(2 * (2 + wrong.length)).fill(32))
    for (const header of [undefined, '', 'a token', 'Basic a token', 'Bearer', 'Bearer '])
      expect(() => check(header)).toThrow(/token/)
    expect(compared).toHaveLength(2 * (2 + wrong.length))
  })

  it('is called by its own names only, so that no name which leads to it lets a page in', async () => {
    const shapekin = await startServer()
    const port = portOf(shapekin)
    for (const host of [`127.0.0.1:${port}`, 'LOCALHOST', '[::1]:1', `localhost:${port}`])
      expect([host, statusOf(await get(shapekin, { Host: host }))]).toEqual([host, 200])
    const foreign = ['example.org', `127.0.0.1.example.org:${port}`, `localhost.example.org`, '0.0.0.0', '127.1', '']
    const tricks = ['0x7f000001', '2130706433', `127.0.0.1:${port}@example.org`, `example.org#127.0.0.1`, 'localhost/']
    for (const host of [...foreign, ...tricks])
      for (const more of [{}, UPGRADE])
        expect([host, statusOf(await get(shapekin, { Host: host, ...more }))]).toEqual([host, 403])
  })

  it('takes requests and sockets from no page but its own, token or not', async () => {
    const shapekin = await startServer()
    const port = portOf(shapekin)
    const own = { Host: `localhost:${port}`, Authorization: `Bearer ${shapekin.home.token}` }
    const ask = (origin: string, more: Record<string, string>, path: string) =>
      get(shapekin, { ...own, Origin: origin, ...more }, path)
    for (const origin of [`http://localhost:${port}`, `https://localhost:${port}`])
      expect(statusOf(await ask(origin, {}, '/api/runs'))).toBe(200)
    expect(statusOf(await ask(`http://localhost:${port}`, UPGRADE, '/blender'))).toBe(101)
    const others = [
      'https://example.org',
      'null',
      'file://',
      'http://localhost',
      'http://localhost:1',
      `http://127.0.0.1:${port}`,
    ]
    for (const origin of [...others, `chrome-extension://localhost:${port}`])
      for (const [more, path] of [
        [{}, '/api/runs'],
        [{}, '/'],
        [UPGRADE, '/blender'],
      ] as const)
        // prettier-ignore
        expect([origin, path, statusOf(await ask(origin, more, path))]).toEqual([origin, path, 403])
    const preflight = ['OPTIONS /api/runs HTTP/1.1', `Host: localhost:${port}`, 'Origin: https://example.org']
    expect((await answerTo(shapekin, preflight)).toLowerCase()).not.toContain('access-control')
  })

  it('refuses what is announced as too long before it is sent', async () => {
    const shapekin = await startServer()
    const head = (path: string, bytes: number) => [
      `POST ${path} HTTP/1.1`,
      `Host: 127.0.0.1`,
      `Authorization: Bearer ${shapekin.home.token}`,
      `Content-Length: ${bytes}`,
    ]
    for (const [path, limit] of [
      ['/api/runs', MAX_BODY_BYTES],
      ['/api/shapes?name=a.stl', MAX_UPLOAD_BYTES],
    ] as const)
      expect(statusOf(await answerTo(shapekin, head(path, limit + 1)))).toBe(413)
    const socket = new (await import('ws')).WebSocket(`${shapekin.address.replace('http', 'ws')}/blender`, {
      headers: { authorization: `Bearer ${shapekin.home.token}` },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const raw = (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket
    const header = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
    header.writeBigUInt64BE(BigInt(MAX_FRAME_BYTES + FRAME_HEADER_BYTES + 1), 2)
    raw.write(header)
    const [code] = await new Promise<[number]>((resolve) => socket.once('close', (closed) => resolve([closed])))
    expect(code).toBe(1009)
  })

  it('gives no file but those that it lists, however the way is written', async () => {
    const home = temporaryFolder()
    putFile(join(home, 'canary'), 'a canary')
    const shapekin = await startServer({ home })
    const ups = [
      '..',
      '%2e%2e',
      '..%2f..',
      '%2e%2e%2f',
      '..%5c..',
      '..%00',
      '....//',
      '.%2e',
      '%252e%252e',
      'C:%5c',
      '%2f',
    ]
    const places = ['/', '/assets/', '/api/docs/', '/api/runs/', '/api/runs/0123456789abcdef/files/']
    const more = ['/api/checkpoints/pretrained/files/', '/api/checkpoints/', '/api/meshes/', '/api/scenes/x/files/']
    for (const place of [...places, ...more])
      for (const up of ups)
        for (const name of ['canary', 'token', 'package.json', 'etc/passwd']) {
          const path = `${place}${`${up}/`.repeat(6)}${name}`
          const answer = await get(
            shapekin,
            { Host: 'localhost', Authorization: `Bearer ${shapekin.home.token}` },
            path,
          )
          expect([path, statusOf(answer) >= 400]).toEqual([path, true])
        }
  })

  it('opens for a request only what lies in allowed folders, after links and dots', async () => {
    const folder = temporaryFolder()
    putFile(join(folder, 'data/kit/cube.stl'), '')
    putFile(join(folder, 'database/cube.stl'), '')
    symlinkSync(join(folder, 'database'), join(folder, 'data/link'))
    symlinkSync(join(folder, 'data'), join(folder, 'inside'))
    const allowed = new AllowedFolders([join(folder, 'data')], false)
    const path = (way: string) => `${folder}/${way}`
    for (const way of ['data', 'data/', 'data/kit', 'data/kit/../kit/cube.stl', 'inside/kit', 'data/not/there'])
      expect(allowed.check(path(way), 'folder')).toMatch(folder)
    const outside = [
      '',
      'database',
      'data/link',
      'data/link/cube.stl',
      'data/link/not/there',
      'data/../database',
      '../..',
    ]
    for (const way of outside) expect(() => allowed.check(path(way), 'folder'), way).toThrow(/outside/)
    for (const way of [`${folder}/data\0/kit`, 'data/kit', './data', ''])
      expect(() => allowed.check(way, 'x')).toThrow(/^x: /)
    const windows = new AllowedFolders(undefined, true)
    for (const way of [
      '\\\\host\\share',
      '//host/share',
      '\\\\?\\C:\\',
      'C:\\NUL',
      'C:\\kit\\aux.stl',
      'C:/com1:',
      'c:\\CON .obj',
    ])
      expect(() => windows.check(way, 'folder'), way).toThrow(/device/)
    expect(windows.check('/kit/nulls/auxiliary.stl', 'folder')).toBe('/kit/nulls/auxiliary.stl')

    const shapekin = await startShapekin({
      ...{ home: join(folder, 'home'), port: 0, host: '127.0.0.1', allowedHosts: [], logLevel: 'info' },
      allowedFolders: [path('data')],
    })
    onTestFinished(() => shapekin.close())
    const post = async (route: string, body: object) => {
      const answer = await callApi(shapekin, route, { method: 'POST', body })
      return [answer.status, ((await answer.json()) as { code?: string }).code]
    }
    expect(await post('/api/library', { folders: [path('data/link')] })).toEqual([403, 'input.outside'])
    expect(await post('/api/scenes', { file: path('database/a.blend') })).toEqual([403, 'input.outside'])
    expect(await post('/api/scenes', { file: path('data/a.blend') })).toEqual([404, 'input.notFound'])
    const similar = { task: 'similar', to: 'Cube', file: path('data/a.blend'), library: path('database/t.tsv') }
    expect(await post('/api/scenes', similar)).toEqual([403, 'input.outside'])
  })

  it('takes the token from the header alone, and writes it nowhere but into its own file', async () => {
    const home = temporaryFolder()
    const shapekin = await startServer({ home })
    const { token } = shapekin.home
    const status = async (path: string, options?: Parameters<typeof callApi>[2]) =>
      (await callApi(shapekin, path, options)).status
    expect(await status('/api/runs')).toBe(200)
    for (const path of [`/api/runs?token=${token}`, `/api/runs?access_token=${token}`, `/api/runs/${token}`])
      expect(await status(path, { headers: { authorization: '' } })).toBe(401)
    expect(await status('/api/runs', { method: 'POST', body: `{"${token}":` })).toBe(400)
    expect(await status('/api/runs', { headers: { authorization: `Bearer ${token}x` } })).toBe(401)
    expect(await status('/api/runs', { headers: { authorization: '', cookie: `token=${token}` } })).toBe(401)
    await shapekin.close()
    const holding = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => readFileSync(path, 'latin1').includes(token))
    expect(holding).toEqual([shapekin.home.tokenFile])
    expect(statSync(shapekin.home.tokenFile).mode & 0o777).toBe(0o600)
  })

  it('tells browsers to run nothing but its own scripts, to frame and sniff nothing, and says not what it is made of', async () => {
    const shapekin = await startServer()
    for (const path of ['/', '/api/health', '/api/docs', '/api/runs', '/nothing']) {
      const { headers } = await callApi(shapekin, path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers.has('x-powered-by')).toBe(false)
      expect(headers.has('access-control-allow-origin')).toBe(false)
    }
  })

  it('answers wrong tokens with 429 after twenty in a minute; whoever has the right one is not kept out', async () => {
    const shapekin = await startServer()
    const wrong = async () => callApi(shapekin, '/api/runs', { headers: { authorization: 'Bearer wrong' } })
    const statuses: number[] = []
    for (let i = 0; i < 25; i++) statuses.push((await wrong()).status)
    expect(statuses).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)])
    const seconds = Number((await wrong()).headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect((await callApi(shapekin, '/api/runs')).status).toBe(200)
    expect((await callApi(shapekin, '/api/runs', { headers: { authorization: '' } })).status).toBe(401)
  })

  it('keeps out an address of another computer that sent too many wrong tokens, for the rest of the minute', () => {
    let now = 0
    const access = new Access('right', [], () => now)
    const check = (token: string, remoteAddress = '192.0.2.1') => {
      const request = { headers: { authorization: `Bearer ${token}` }, socket: { remoteAddress } }
      access.checkToken(request as Parameters<Access['checkToken']>[0])
    }
    for (let i = 0; i < 20; i++) expect(() => check('wrong')).toThrow(/missing or wrong|token/)
    expect(() => check('right')).toThrow(/Too many/)
    check('right', '192.0.2.2')
    now = 59_999
    expect(() => check('right')).toThrow(/Wait 1 s/)
    now = 60_000
    check('right')
  })

  it('that listens on every address asks for its names and the token all the same', async () => {
    const home = temporaryFolder()
    const config = { home, port: 0, host: '0.0.0.0', allowedHosts: ['server'], logLevel: 'info' }
    const shapekin = await startShapekin(config)
    onTestFinished(() => shapekin.close())
    const ask = async (host: string, path = '/api/health') => statusOf(await get(shapekin, { Host: host }, path))
    expect(await ask('server:8642')).toBe(200)
    for (const host of ['0.0.0.0', '[::]', 'other', '192.0.2.1']) expect([host, await ask(host)]).toEqual([host, 403])
    expect(await ask('server:8642', '/api/runs')).toBe(401)
  })

  it('takes no field that it does not know, those of every object neither', async () => {
    const shapekin = await startServer()
    for (const body of ['{"__proto__":{"count":20}}', '{"constructor":{"prototype":{}}}', '{"count":20,"toString":1}'])
      expect((await callApi(shapekin, '/api/runs', { method: 'POST', body })).status).toBe(400)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('docs/security.md', () => {
  const text = readFileSync(join(PROJECT_ROOT, 'docs/security.md'), 'utf8')
  const rows = [...text.matchAll(/^\| (.+?) \| (.+?) \| `(test\/[^`]+)`: (.+?) \|$/gm)]

  it.each(rows.map(([, threat, , file, name]) => [threat, file, name]))('%s: is held by %s', (_, file, name) => {
    expect(readFileSync(join(PROJECT_ROOT, file), 'utf8')).toContain(name)
  })

  it('names every test of a server that is above, and has no row without a test', () => {
    const own = readFileSync(join(PROJECT_ROOT, 'test/http/security.test.ts'), 'utf8')
    const names = [...own.matchAll(/^ {2}it\('(.+?)', (?:async )?\(\)/gm)].map(([, name]) => name)
    const named = rows.filter(([, , , file]) => file === 'test/http/security.test.ts').map(([, , , , name]) => name)
    expect(new Set(named)).toEqual(new Set(names.filter((name) => !name.startsWith('names every'))))
    const lines = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat |'))
    expect(lines).toHaveLength(rows.length)
  })
})
