import { request } from 'node:http'
import { connect } from 'node:net'
import { text as wholeText } from 'node:stream/consumers'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VERSIONS } from '../../server/system/versions.js'
import { runCli } from '../support/runCli.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = (await response.json()) as { code: string; detail: string; status: number }
  expect(problem.status).toBe(response.status)
  return problem
}

/** fetch() sets Host itself, so a forged one needs the bare client. */
const statusWithHost = (address: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) =>
    request(`${address}/api/health`, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end(),
  )

describe('REST', () => {
  it('tells its health without a token, and nothing else', async () => {
    const { address } = await startServer()
    expect(await (await fetch(`${address}/api/health`)).json()).toEqual({ status: 'ok', version: VERSIONS.shapekin })
    for (const path of ['/api/runs', '/api/runs/0123456789abcdef', '/api/nothing']) {
      const response = await fetch(address + path)
      expect([path, response.status, (await problemOf(response)).code]).toEqual([path, 401, 'session.token'])
    }
  })

  it('keeps its token to the owner', async () => {
    const { home } = await startServer()
    expect(statSync(home.tokenFile).mode & 0o777).toBe(0o600)
    expect(home.token).toMatch(/^[0-9a-f]{48}$/)
  })

  it('refuses wrong tokens, foreign pages and foreign names of the host', async () => {
    const shapekin = await startServer()
    const wrong = await callApi(shapekin, '/api/runs', { headers: { authorization: `Bearer ${shapekin.home.token}x` } })
    const { detail } = await problemOf(wrong)
    expect(detail).toContain('`token` in the home of the server')
    expect(detail).not.toContain(shapekin.home.folder) // where that is, is nobody's business who has no token
    const foreign = await callApi(shapekin, '/api/runs', { headers: { origin: 'https://example.org' } })
    expect((await problemOf(foreign)).code).toBe('session.origin')
    expect(await statusWithHost(shapekin.address, 'rebound.example.org')).toBe(403)
    expect(await statusWithHost(shapekin.address, 'localhost:1')).toBe(200)
  })

  it.each([
    [{ count: 19 }, 'count'],
    [{ count: 401.5 }, 'count'],
    [{ seed: -1 }, 'seed'],
    [{ seed: 2 ** 31 }, 'seed'],
    [{ groups: 1 }, 'groups'],
    [{ preset: 'cubes' }, 'preset'],
    [{ colour: 1 }, 'body'],
    [[], 'body'],
  ])('refuses the request %j and names the field', async (body, field) => {
    const shapekin = await startServer()
    const response = await callApi(shapekin, '/api/runs', { method: 'POST', body })
    const { code, detail } = await problemOf(response)
    expect([response.status, code]).toEqual([400, 'input.invalid'])
    expect(detail).toContain(`${field}:`)
    expect(await (await callApi(shapekin, '/api/runs')).json()).toEqual([])
  })

  it('answers broken JSON, unknown runs, unknown files and unknown places with their codes', async () => {
    const shapekin = await startServer()
    const codeOf = async (path: string, options = {}) => (await problemOf(await callApi(shapekin, path, options))).code
    expect(await codeOf('/api/runs', { method: 'POST', body: '{"count":' })).toBe('http.body')
    expect(await codeOf('/api/runs/0123456789abcdef')).toBe('run.unknown')
    expect(await codeOf('/api/runs/0123456789abcdef', { method: 'DELETE' })).toBe('run.unknown')
    expect(await codeOf('/api/runs/..%2F..%2Ftoken')).toBe('run.unknown')
    expect(await codeOf('/api/runs/0123456789abcdef/files/..%2F..%2F..%2Ftoken')).toBe('run.unknown')
    expect(await codeOf('/api/nothing')).toBe('http.noRoute')
  })

  it('answers a browser that looks for a page that is not there with the page, and programs with a problem', async () => {
    const { address } = await startServer()
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
    const typeOf = async (path: string, headers?: Record<string, string>, method = 'GET') => {
      const response = await fetch(address + path, { method, ...(headers && { headers }) })
      return [response.status, response.headers.get('content-type')?.split(';')[0]]
    }
    expect(await typeOf('/nonsense', browser)).toEqual([404, 'text/html'])
    expect(await typeOf('/runs/100%', browser)).toEqual([200, 'text/html'])
    const problem = 'application/problem+json'
    for (const headers of [undefined, { accept: '*/*' }, { accept: 'application/json' }])
      expect(await typeOf('/nonsense', headers)).toEqual([404, problem])
    expect(await typeOf('/nonsense', browser, 'POST')).toEqual([404, problem])
    expect(await typeOf('/api/nonsense', browser)).toEqual([401, problem])
    expect(await typeOf('/assets/nonsense.js', browser)).toEqual([404, problem])
  })

  it('names the methods of an address that is asked for by another', async () => {
    const shapekin = await startServer()
    for (const [path, method, allowed] of [
      ['/api/runs', 'PUT', 'GET, POST, HEAD'],
      ['/api/runs/0123456789abcdef', 'PATCH', 'GET, DELETE, HEAD'],
      ['/api/runs/0123456789abcdef/files/checkpoint/model.json', 'DELETE', 'GET, HEAD'],
      ['/api/health', 'POST', 'GET, HEAD'],
      ['/api/shapes', 'OPTIONS', 'GET, POST, HEAD'],
    ]) {
      const response = await callApi(shapekin, path, { method })
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, allowed])
      expect((await problemOf(response)).code).toBe('http.method')
    }
    expect((await callApi(shapekin, '/api/runs', { method: 'HEAD' })).status).toBe(200)
  })

  it('shows its description to be read, without the token and without anything from elsewhere', async () => {
    const { address } = await startServer()
    const text = async (path: string) => {
      const response = await fetch(address + path)
      expect([path, response.status]).toEqual([path, 200])
      return { text: await response.text(), type: response.headers.get('content-type') ?? '' }
    }
    const page = await text('/api/docs')
    expect((await text('/api/docs/')).text).toBe(page.text)
    expect(page.type).toContain('text/html')
    const named = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name)
    expect(named).toContain('/api/docs/swagger-ui-bundle.js')
    for (const name of named) await text(name)
    expect((await text('/api/docs/start.js')).text).toContain("url: '/api/openapi.json'")
    expect(page.text).not.toMatch(/https?:/)
  })

  it('takes an address of any folder, and answers what it can not read as it answers all else', async () => {
    const shapekin = await startServer()
    const remove = (folder: string) =>
      callApi(shapekin, `/api/library?folder=${encodeURIComponent(folder)}`, { method: 'DELETE' })
    const longest = await remove('/' + '𝒳'.repeat(4095)) // four bytes each
    expect((await problemOf(longest)).code).toBe('catalog.notFound')
    const tooLong = await remove('/' + 'x'.repeat(2 ** 16))
    expect(await problemOf(tooLong)).toMatchObject({ status: 431, code: 'http.headersTooLong' })
    const socket = connect(Number(new URL(shapekin.address).port), '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nno header\r\n\r\n')
    const answer = (await wholeText(socket)).split('\r\n')
    expect(answer[0]).toBe('HTTP/1.1 400 Refused')
    expect(JSON.parse(answer.at(-1) ?? '')).toMatchObject({ code: 'http.badRequest' })
  })

  it('says that its port is taken', async () => {
    const { address } = await startServer()
    await expect(startServer({ port: Number(new URL(address).port) })).rejects.toMatchObject({
      code: 'server.portTaken',
    })
  })

  it('ends the command whose port is taken', async () => {
    const { port } = new URL((await startServer()).address)
    const { code, stderr } = await runCli(['serve', '--port', port], { SHAPEKIN_HOME: temporaryFolder() })
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)])
  })

  it('says that its home can not be written', async () => {
    const file = join(temporaryFolder(), 'a-file')
    writeFileSync(file, '')
    await expect(startServer({ home: file })).rejects.toMatchObject({ code: 'server.homeNotWritable' })
  })
})
