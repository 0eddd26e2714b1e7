import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { FoundBlender } from '../../server/blender/foundBlender.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

it('looks for a Blender once, and again when it is another one, is gone, or was never there', async () => {
  const path = join(temporaryFolder(), 'blender')
  const install: BlenderInstall = { kind: 'program', path, version: '3.4.1', env: {} }
  let isThere = false
  let looks = 0
  const found = new FoundBlender(() => {
    looks++
    return Promise.resolve(isThere ? install : undefined)
  })
  const looksAfter = async (expected: BlenderInstall | undefined) => {
    for (let asked = 0; asked < 2; asked++) expect(await found.get()).toBe(expected)
    return looks
  }
  expect(await looksAfter(undefined)).toBe(2)
  isThere = true
  writeFileSync(path, 'one')
  expect(await looksAfter(install)).toBe(3)
  writeFileSync(path, 'another')
  expect(await looksAfter(install)).toBe(4)
  rmSync(path)
  expect(await looksAfter(install)).toBe(6)
  isThere = false
  expect(await looksAfter(undefined)).toBe(8)
})
