import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../../server/blender/findBlender.js'
import { compareVersions, parseVersion, probeBlender, startError } from '../../server/blender/probeBlender.js'
import { findEveryBlender } from '../support/findBlender.js'

const every = await findEveryBlender()
const program = every.find(({ kind }) => kind === 'program')
const wheel = every.find(({ kind }) => kind === 'wheel')

describe('findBlender', () => {
  it.skipIf(every.length === 0)('takes the first of all that work', async () => {
    expect(await findBlender()).toEqual(every[0])
  })

  it('takes the one that the user names, whatever else there is', async (test) => {
    const other = every.at(-1)
    if (!other) return test.skip('no Blender here')
    const found = await findBlender({ ...process.env, SHAPEKIN_BLENDER: other.path })
    expect(found).toMatchObject({ path: other.path, version: other.version, kind: other.kind })
  })

  it('refuses the one that the user names when it does not work, instead of taking another', async () => {
    const missing = join(tmpdir(), 'no-such-blender')
    const finding = findBlender({ ...process.env, SHAPEKIN_BLENDER: missing })
    await expect(finding).rejects.toMatchObject({ code: 'blender.notWorking', values: { path: missing } })
  })

  it('passes over a program on PATH that is no Blender', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-path-'))
    writeFileSync(join(folder, 'blender'), '#!/bin/sh\necho Mixer 3000\n')
    chmodSync(join(folder, 'blender'), 0o755)
    const found = await findBlender({ PATH: folder })
    expect(found?.path).not.toBe(join(folder, 'blender'))
  })

  it('finds a program and tells what it says of itself', async (test) => {
    if (!program) return test.skip('no Blender program here')
    expect(await probeBlender(program.path)).toEqual(program)
  })

  it('finds a wheel and tells what bpy says of itself', async (test) => {
    if (!wheel) return test.skip('no bpy wheel here')
    expect(await probeBlender(wheel.path, wheel.env)).toEqual(wheel)
    expect(wheel.path).toContain(`bpy-${wheel.version}`)
  })
})

describe('startError', () => {
  it.each([
    ['Blender -c x ended with 1.\nBlender 3.4.1\nError: script failed, no\nKeyError: 7', 'KeyError: 7'],
    ['Blender -c x was stopped after 60 s.\nBlender 3.4.1', 'it was not ready within 60 s'],
    ['Blender -c x ended with 1.\nMixer 3000', 'Mixer 3000'],
  ])('finds in %j the reason: %s', (message, reason) => {
    expect(startError('/bin/blender', new Error(message)).values).toEqual({ path: '/bin/blender', reason })
  })
})

describe('parseVersion', () => {
  it.each([
    ['Blender 3.4.1\n\tbuild date: 2023-02-03', '3.4.1'],
    ['Blender 4.2.23 LTS\n', '4.2.23'],
    ['found bundled python: /opt/blender\nBlender 5.0.1', '5.0.1'],
    ['Mixer 3000', undefined],
  ])('reads %j as %s', (output, version) => {
    expect(parseVersion(output)).toBe(version)
  })
})

describe('compareVersions', () => {
  it('orders by number, not by text', () => {
    const sorted = ['4.2.23', '3.4', '4.10.0', '5.0.1', '3.4.1', '4.2.3'].sort(compareVersions)
    expect(sorted).toEqual(['3.4', '3.4.1', '4.2.3', '4.2.23', '4.10.0', '5.0.1'])
  })
})
