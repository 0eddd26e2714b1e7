import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../../server/system/projectRoot.js'

it('set-up goes on without the view network where there is nothing to fetch it with, and leaves nothing behind', () => {
  const [cache, noPrograms] = ['cache', 'path'].map((name) => mkdtempSync(join(tmpdir(), `shapekin-${name}-`)))
  const { status, stderr } = spawnSync(process.execPath, ['scripts/installViewNetwork.js'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, SHAPEKIN_CACHE: cache, PATH: noPrograms },
    encoding: 'utf8',
  })
  expect(status).toBe(0)
  expect(stderr).toContain('Views: no network (')
  expect(stderr).toContain('compared by their geometry alone')
  expect(readdirSync(cache)).toEqual([])
})
