import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { packageAddon } from '#scripts/package.js'
import { findEveryBlender } from '../support/findBlender.js'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { compareVersions } from '../../server/blender/probeBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

const blenders = await findEveryBlender()
const withExtensions = blenders.filter(({ version }) => compareVersions(version, '4.2') >= 0)
const wheels = withExtensions.filter(({ kind }) => kind === 'wheel')

async function installZip(install: BlenderInstall, kind: 'legacy' | 'extension'): Promise<string[]> {
  const lines: string[] = []
  const blender = startHeadlessBlender(install, {
    args: [packageAddon(), kind],
    script: join(PROJECT_ROOT, 'test/blender/package_checks.py'),
    seconds: 50,
    onLog: (line) => lines.push(line),
  })
  await blender.ended.catch(() => expect.fail(lines.join('\n')))
  return lines
}

describe('npm run package', () => {
  it('gives the same bytes twice', () => {
    const first = readFileSync(packageAddon())
    expect(readFileSync(packageAddon()).equals(first)).toBe(true)
  })

  it.each(blenders)('installs as an add-on on Blender $version', async (install) => {
    expect(await installZip(install, 'legacy')).toContain('installed as shapekin')
  })

  it.each(withExtensions)('installs as an extension on Blender $version', async (install) => {
    expect(await installZip(install, 'extension')).toContain('installed as bl_ext.user_default.shapekin')
  })

  it.each(wheels)("passes the validator of Blender $version's extension platform", async (install) => {
    const packages = join(dirname(dirname(install.path)), 'lib')
    const validator = readdirSync(packages, { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith(join('bl_pkg', 'cli', 'blender_ext.py')),
    )
    const args = [join(packages, validator ?? 'none'), 'validate', packageAddon()]
    const { stdout } = await promisify(execFile)(install.path, args, { env: { ...process.env, ...install.env } })
    expect(stdout).toContain('Success')
  })
})
