import { once } from 'node:events'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examinePort, examineToken } from '../../server/doctor/examineServer.js'

const serving = async (body: string, work: (port: number) => Promise<void>): Promise<void> => {
  const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await work((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

describe('examinePort', () => {
  it('tells a Shapekin from another program, and a free port from both', async () => {
    let port = 0
    await serving('{"status":"ok","version":"0.1.0"}', async (taken) => {
      port = taken
      expect(await examinePort('127.0.0.1', taken)).toMatchObject({ state: 'ok', found: 'Shapekin 0.1.0 serves here' })
    })
    await serving('<html>Mixer</html>', async (taken) => {
      const finding = await examinePort('127.0.0.1', taken)
      expect(finding).toMatchObject({ state: 'warning', found: 'taken by another program' })
      expect(finding.todo).toContain('--port')
    })
    expect(await examinePort('127.0.0.1', port)).toMatchObject({ state: 'ok', found: 'free' })
  })
})

describe.skipIf(process.platform === 'win32')('examineToken', () => {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-home-'))

  it('is content with no token yet and with a private one, and warns of one that others can read', () => {
    expect(examineToken(home).state).toBe('ok')
    const path = join(home, 'token')
    writeFileSync(path, 'secret', { mode: 0o600 })
    expect(examineToken(home).state).toBe('ok')
    chmodSync(path, 0o644)
    expect(examineToken(home)).toMatchObject({ state: 'warning', todo: `chmod 600 ${path}` })
    expect(JSON.stringify(examineToken(home))).not.toContain('secret')
  })
})
