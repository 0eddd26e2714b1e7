import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'
import { findEveryBlender } from '../support/findBlender.js'
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
  it('says what is missing and what to do about it, each as it is found, and the whole in a line; ends with 1', async () => {
    const [home, cache] = ['home', 'cache'].map((name) => mkdtempSync(join(tmpdir(), `shapekin-doctor-${name}-`)))
    const child = spawn(process.execPath, ['scripts/shapekin.js', 'doctor'], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, SHAPEKIN_HOME: home, SHAPEKIN_CACHE: cache, SHAPEKIN_BLENDER: NO_BLENDER },
    })
    const pieces: string[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece.toString()))
    const [code] = (await once(child, 'close')) as [number]
    expect(pieces[0]).toContain(`ok       Node                   ${process.versions.node}\n`)
    expect(pieces[0]).not.toContain('token')
    const said = pieces.join('')
    expect(said).toMatch(/^failed {3}Blender .*\n +-> Correct or unset SHAPEKIN_BLENDER\.$/m)
    expect(said).toMatch(/^warning {2}view network .*\n +-> `npm run setup views` fetches it \(17 MB\)\.$/m)
    expect(said.trimEnd().split('\n').at(-1)).toMatch(/^Shapekin can not work like this: 1 failed/)
    expect(code).toBe(1)
  })

  it('says that its home can not be written, and that the view network is damaged', () => {
    const cache = mkdtempSync(join(tmpdir(), 'shapekin-cache-'))
    mkdirSync(join(cache, 'view-network-1'))
    writeFileSync(join(cache, 'view-network-1', 'efficientnet-lite0.f32'), 'half of it')
    const { status, finding } = doctor({
      SHAPEKIN_BLENDER: NO_BLENDER,
      SHAPEKIN_HOME: join(PROJECT_ROOT, 'package.json', 'home'),
      SHAPEKIN_CACHE: cache,
    })
    expect([status, finding('disk of SHAPEKIN_HOME')]).toMatchObject([1, { state: 'failed' }])
    expect(finding('disk of SHAPEKIN_HOME')?.todo).toContain('SHAPEKIN_HOME')
    expect(finding('view network')).toMatchObject({
      state: 'warning',
      found: expect.stringContaining('damaged') as string,
      todo: '`npm run setup views` fetches it (17 MB).',
    })
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
    expect(finding('chords')?.found).toMatch(/^(native|WebAssembly) kernel/)
    expect(finding('catalog')?.found).toContain('writes and reads')
    expect(finding('disk of the cache')?.found).toContain('read back')
    expect(status).toBe(0)
  })
})
