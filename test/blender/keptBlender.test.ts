import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KeptBlender } from '../../server/blender/keptBlender.js'
import { installAt } from '../../server/blender/probeBlender.js'
import { findEveryBlender } from '../support/findBlender.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const program = (await findEveryBlender()).find(({ kind }) => kind === 'program')

/** A program that is as good as nothing, at a place that SHAPEKIN_BLENDER names. */
function namedProgram() {
  const folder = temporaryFolder()
  const path = join(folder, 'blender')
  writeFileSync(path, 'one')
  const env = { SHAPEKIN_BLENDER: path, PATH: '' }
  return {
    folder,
    path,
    file: join(folder, 'blender.json'),
    env,
    install: { ...installAt(path, {}), version: '3.4.1' },
  }
}

describe('KeptBlender', () => {
  it('tells another process what was found, with all that is needed to start it', () => {
    const { file, env, install } = namedProgram()
    expect(new KeptBlender(file, env).read()).toBeUndefined()
    new KeptBlender(file, env).write(install)
    expect(new KeptBlender(file, env).read()).toEqual(install)
  })

  it('tells nothing when the program was replaced or is gone, or when another place comes into question', () => {
    const { folder, path, file, env, install } = namedProgram()
    const kept = new KeptBlender(file, env)
    kept.write(install)
    const bin = join(folder, 'bin')
    expect(new KeptBlender(file, { ...env, SHAPEKIN_BLENDER: bin }).read()).toBeUndefined()
    writeFileSync(path, 'another')
    expect(kept.read()).toBeUndefined()
    kept.write(install)
    rmSync(path)
    expect(kept.read()).toBeUndefined()
  })

  it('never names a program that would not be tried, whatever the file says', () => {
    const { file, env, install } = namedProgram()
    const kept = new KeptBlender(file, env)
    kept.write(install)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/"path":"[^"]*"/, '"path":"/bin/sh"'))
    expect(kept.read()).toBeUndefined()
    writeFileSync(file, text.slice(0, -1))
    expect(kept.read()).toBeUndefined()
    expect(() => new KeptBlender(join(file, 'inside a file'), env).write(install)).not.toThrow()
  })
})

/** The first command starts Blender twice, to find it and to work with it; the second once. */
it.skipIf(!program)(
  'a command starts the Blender that another has found, and says what has become of it',
  async () => {
    const folder = temporaryFolder()
    const [path, starts, broken] = ['blender', 'starts', 'broken'].map((name) => join(folder, name))
    const fail = 'echo "blender: error: libmissing.so.6: cannot open shared object file: No such file" >&2; exit 127'
    writeFileSync(
      path,
      `#!/bin/sh\necho >> '${starts}'\n[ -e '${broken}' ] && { ${fail}; }\nexec '${program?.path}' "$@"\n`,
    )
    chmodSync(path, 0o755)
    const generate = () =>
      runCli(['generate', '--count', '1', '--json', '--out', join(folder, 'out')], {
        SHAPEKIN_HOME: join(folder, 'home'),
        SHAPEKIN_BLENDER: path,
      })
    const startsOf = async (expected: number) => {
      rmSync(starts, { force: true })
      const result = await generate()
      expect(result.code).toBe(expected)
      return { starts: readFileSync(starts, 'utf8').length, error: result.stdout }
    }
    expect((await startsOf(0)).starts).toBe(2)
    expect((await startsOf(0)).starts).toBe(1)
    writeFileSync(broken, '')
    const { starts: tried, error } = await startsOf(1)
    expect(JSON.parse(error)).toMatchObject({ error: { code: 'blender.missingLibrary' } })
    expect(tried).toBe(2)
    rmSync(broken)
    expect((await startsOf(0)).starts).toBe(2)
  },
  120_000,
)
