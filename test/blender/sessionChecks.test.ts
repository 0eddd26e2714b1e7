import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

const script = join(PROJECT_ROOT, 'test/blender/session_checks.py')

describe.each(await findEveryBlender())('every way a run can end, in Blender $version', (install) => {
  it('passes session_checks.py', { timeout: 180_000 }, async () => {
    const lines: string[] = []
    const blender = startHeadlessBlender(install, { args: [], script, seconds: 170, onLog: (line) => lines.push(line) })
    await blender.ended.catch(() => expect.fail(lines.join('\n')))
    expect(lines.at(-1)).toBe('ok all')
  })
})
