import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findEveryBlender } from '../../server/blender/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

const scriptOf = (name: string) => join(PROJECT_ROOT, 'test/blender', name)

describe.each(await findEveryBlender())('the add-on inside Blender $version', (install) => {
  it.each([
    ['addon_checks.py', 'ok addon can be enabled again'],
    ['scene_checks.py', 'ok reading changes nothing'],
  ])('passes %s', { timeout: 180_000 }, async (name, last) => {
    const lines: string[] = []
    const blender = startHeadlessBlender(install, {
      args: [],
      script: scriptOf(name),
      seconds: 170,
      onLog: (line) => lines.push(line),
    })
    await blender.ended.catch(() => expect.fail(lines.join('\n')))
    expect(lines.at(-1)).toBe(last)
  })
})
