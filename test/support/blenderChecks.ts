import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from './findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** A test for each `check_one_thing` of a script in test/blender, told as `one thing`, in every Blender there is. */
export async function describeChecks(words: string, fileName: string): Promise<void> {
  const script = join(PROJECT_ROOT, 'test/blender', fileName)
  const checks = [...readFileSync(script, 'utf8').matchAll(/^def check_(\w+)\(\):/gm)].map(([, name]) =>
    name.replaceAll('_', ' '),
  )
  describe.each(await findEveryBlender())(`${words} inside Blender $version`, (install) => {
    const lines: string[] = []
    beforeAll(async () => {
      const onLog = (line: string) => lines.push(line)
      const blender = startHeadlessBlender(install, { args: [], script, seconds: 170, onLog })
      await blender.ended.catch(() => undefined) // what failed is told below, or what was not reached
    }, 180_000)

    it.each(checks)('%s', (name) => {
      const told = lines.find((line) => line === `ok ${name}` || line.startsWith(`failed ${name} `))
      expect(told ?? lines.join('\n')).toBe(`ok ${name}`)
    })
  })
}
