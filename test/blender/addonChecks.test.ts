import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from '../../server/blender/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

const script = join(PROJECT_ROOT, 'test/blender/addon_checks.py')

/** `check_one_thing` is told as `one thing`. */
const CHECKS = [...readFileSync(script, 'utf8').matchAll(/^def check_(\w+)\(\):/gm)].map(([, name]) =>
  name.replaceAll('_', ' '),
)

describe.each(await findEveryBlender())('the add-on inside Blender $version', (install) => {
  const lines: string[] = []
  beforeAll(async () => {
    const blender = startHeadlessBlender(install, { args: [], script, seconds: 170, onLog: (line) => lines.push(line) })
    await blender.ended.catch(() => undefined) // what failed is told below, or what was not reached
  }, 180_000)

  it.each(CHECKS)('%s', (name) => {
    const told = lines.find((line) => line === `ok ${name}` || line.startsWith(`failed ${name} `))
    expect(told ?? lines.join('\n')).toBe(`ok ${name}`)
  })
})
