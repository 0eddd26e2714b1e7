import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'
import { findEveryBlender } from '../../server/blender/findBlender.js'
import type { Diagnosis } from '../../server/doctor/diagnosis.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

const NO_BLENDER = join(tmpdir(), 'no-such-blender')

const doctor = (env: Record<string, string>) => {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-doctor-'))
  const result = spawnSync(process.execPath, ['scripts/shapekin.js', 'doctor', '--json'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, SHAPEKIN_HOME: home, ...env },
    encoding: 'utf8',
  })
  const { findings } = JSON.parse(result.stdout) as { findings: Diagnosis[] }
  return { status: result.status, finding: (subject: string) => findings.find((each) => each.subject === subject) }
}

describe('shapekin doctor', { timeout: 300_000 }, () => {
  it('says what is missing, what to do about it, and ends with 1', () => {
    const { status, finding } = doctor({ SHAPEKIN_BLENDER: NO_BLENDER })
    expect(status).toBe(1)
    expect(finding('Blender')).toMatchObject({ state: 'failed', todo: 'Correct or unset SHAPEKIN_BLENDER.' })
    expect(finding('Node')).toMatchObject({ state: 'ok', found: process.versions.node })
  })

  it('says that its home can not be written', () => {
    const { status, finding } = doctor({
      SHAPEKIN_BLENDER: NO_BLENDER,
      SHAPEKIN_HOME: join(PROJECT_ROOT, 'package.json', 'home'),
    })
    expect([status, finding('disk of SHAPEKIN_HOME')]).toMatchObject([1, { state: 'failed' }])
    expect(finding('disk of SHAPEKIN_HOME')?.todo).toContain('SHAPEKIN_HOME')
  })

  it('says that the view network was not fetched, or is damaged', () => {
    const cache = mkdtempSync(join(tmpdir(), 'shapekin-cache-'))
    const todo = '`npm run setup views` fetches it (17 MB).'
    expect(doctor({ SHAPEKIN_BLENDER: NO_BLENDER, SHAPEKIN_CACHE: cache }).finding('view network')).toMatchObject({
      state: 'warning',
      todo,
    })
    mkdirSync(join(cache, 'view-network-1'))
    writeFileSync(join(cache, 'view-network-1', 'efficientnet-lite0.f32'), 'half of it')
    const damaged = doctor({ SHAPEKIN_BLENDER: NO_BLENDER, SHAPEKIN_CACHE: cache }).finding('view network')
    expect(damaged).toMatchObject({ state: 'warning', todo })
    expect(damaged?.found).toContain('damaged')
  })

  it('tells each finding as it is made, and the whole in a line', async () => {
    const env = { ...process.env, SHAPEKIN_HOME: mkdtempSync(join(tmpdir(), 'shapekin-doctor-')) }
    const child = spawn(process.execPath, ['scripts/shapekin.js', 'doctor'], {
      cwd: PROJECT_ROOT,
      env: { ...env, SHAPEKIN_BLENDER: NO_BLENDER },
    })
    const pieces: string[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece.toString()))
    const [code] = (await once(child, 'close')) as [number]
    expect(pieces[0]).toMatch(/^ok {6}/)
    expect(pieces[0]).not.toContain('token')
    expect(pieces.join('').trimEnd().split('\n').at(-1)).toMatch(/^Shapekin can not work like this: 1 failed/)
    expect(code).toBe(1)
  })

  it('ends with 0 where everything is there, and starts a spare Blender once', async (test) => {
    const blender = (await findEveryBlender()).find(({ kind }) => kind === 'program')
    if (!blender) return test.skip('no Blender here')
    const home = mkdtempSync(join(tmpdir(), 'shapekin-doctor-'))
    const spare = join(home, 'blender-spare', 'blender')
    mkdirSync(dirname(spare))
    writeFileSync(spare, `#!/bin/sh\necho started >> '${home}/starts'\nexec '${blender.path}' "$@"\n`, { mode: 0o755 })
    const { status, finding } = doctor({ HOME: home, SHAPEKIN_CACHE: cacheFolder() })
    expect(finding('Blender, spare')).toMatchObject({ state: 'ok' })
    expect(readFileSync(join(home, 'starts'), 'utf8')).toBe('started\n')
    expect(finding('Blender')?.found).toMatch(/builds a shape of \d+ triangles/)
    expect(finding('socket')).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(/sent a shape of \d+ triangles/) as string,
    })
    expect(finding('TensorFlow')?.found).toMatch(/trains/)
    expect(finding('catalog')?.found).toContain('writes and reads')
    expect(finding('disk of the cache')?.found).toContain('read back')
    expect(status).toBe(0)
  })
})
