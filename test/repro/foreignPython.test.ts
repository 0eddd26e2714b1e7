import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { findBlender } from '../../server/blender/findBlender.js'
import { findForeignPython } from '../../server/blender/findForeignPython.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { runProgram } from '#scripts/lib/runProgram.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/**
 * A Python of the same 3.11 but of another build, first on PATH: Debian's Blender takes its library and dies at
 * `import ssl`, and has no NumPy. Real here: pyenv's Python in a virtual environment, and alone.
 */
const install = (await findEveryBlender()).find(({ kind }) => kind === 'program')
const blenderPython = install && (await pythonOf(install.path, {}).catch(() => undefined))
const foreign = blenderPython && pyenvPython(blenderPython.version)
const reason = !install ? 'no Blender program' : !foreign ? `pyenv has no ${blenderPython?.version}` : undefined
if (reason) console.log(`Skipped: ${reason}`)

interface Python {
  readonly version: string
  readonly prefix: string
}

/** Which Python a plainly started Blender runs on. */
async function pythonOf(blender: string, env: Record<string, string>): Promise<Python> {
  const tell =
    'import json, os, sys; os.write(1, ("@" + json.dumps({"version": "%d.%d" % sys.version_info[:2], "prefix": sys.prefix}) + "\\n").encode()); os._exit(0)'
  const output = await runProgram(blender, ['--background', '--factory-startup', '--python-expr', tell], { env })
  return JSON.parse(/^@(.*)$/m.exec(output)?.[1] ?? '') as Python
}

function pyenvPython(version: string): string | undefined {
  const versions = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions')
  const names = existsSync(versions) ? readdirSync(versions) : []
  const name = names.find((each) => each.startsWith(`${version}.`))
  return name && join(versions, name)
}

describe.skipIf(reason)('a foreign Python first on PATH', { timeout: 120_000 }, () => {
  let environments: { name: string; env: Record<string, string>; prefix: string }[] = []

  beforeAll(async () => {
    const root = foreign ?? ''
    const venv = join(PROJECT_ROOT, '.cache', 'foreign-python')
    mkdirSync(join(PROJECT_ROOT, '.cache'), { recursive: true })
    await runProgram(join(root, 'bin', 'python3'), ['-m', 'venv', '--without-pip', '--clear', venv])
    const before = (folder: string) => [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter)
    environments = [
      { name: 'virtual environment', env: { PATH: before(venv), VIRTUAL_ENV: venv }, prefix: venv },
      { name: 'pyenv', env: { PATH: before(root) }, prefix: root },
      { name: 'PYTHONHOME', env: { PYTHONHOME: root }, prefix: root },
    ]
  }, 60_000)

  const inEach = async (check: (each: (typeof environments)[number]) => Promise<void>) => {
    for (const each of environments) {
      for (const [key, value] of Object.entries(each.env)) vi.stubEnv(key, value)
      try {
        await check(each)
      } catch (error) {
        throw new Error(`with ${each.name}`, { cause: error })
      } finally {
        vi.unstubAllEnvs()
      }
    }
  }

  it('is taken by a plainly started Blender, which is told to the person who starts it', () =>
    inEach(async ({ env, prefix }) => {
      if (!install) return
      expect((await pythonOf(install.path, env)).prefix).toBe(prefix)
      const error = await findForeignPython(install)
      expect(error).toMatchObject({ code: 'blender.foreignPython', values: { prefix } })
      expect(error?.message).toMatch(/^Blender found the Python library in .*, and there `numpy` can not be loaded\. /)
    }))

  it('is not taken by a Blender that we find and start: the add-on loads', () =>
    inEach(async () => {
      const found = await findBlender()
      if (!found) expect.fail('no Blender is found')
      expect(found.path).toBe(install?.path)
      const script = join(temporaryFolder(), 'prefix.py')
      writeFileSync(script, 'import ssl, sys, numpy\nprint("prefix", sys.prefix)\n')
      const lines: string[] = []
      await startHeadlessBlender(found, { args: [], script, onLog: (line) => lines.push(line) }).ended
      expect(lines).toContain(`prefix ${blenderPython?.prefix}`)
      await startHeadlessBlender(found, { args: ['--help'] }).ended
    }))

  it('leaves the add-on in its place in the sidebar, where it says what is wrong', () =>
    inEach(async ({ env, prefix }) => {
      const enable = [
        `import bpy, os, sys; sys.path.append(${JSON.stringify(PROJECT_ROOT)})`,
        'sys.dont_write_bytecode = True',
        'bpy.ops.preferences.addon_enable(module="blender_addon")',
        'from blender_addon import trouble_panel',
        'assert hasattr(bpy.types, "SHAPEKIN_PT_trouble") and not hasattr(bpy.types, "SHAPEKIN_PT_run")',
        'bpy.ops.preferences.addon_disable(module="blender_addon")',
        'assert not hasattr(bpy.types, "SHAPEKIN_PT_trouble")',
        'os.write(1, ("@" + trouble_panel.sentence + "\\n").encode()); os._exit(0)',
      ].join('; ')
      const args = ['--background', '--factory-startup', '--python-exit-code', '1', '--python-expr', enable]
      const output = await runProgram(install?.path ?? '', args, { env })
      expect(/^@(.*)$/m.exec(output)?.[1]).toContain(`Blender found the Python library in ${prefix}, and there`)
    }))
})
