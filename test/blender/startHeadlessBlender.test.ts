import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'

const folder = mkdtempSync(join(tmpdir(), 'shapekin-headless-'))
const script = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const TELL = script(
  'tell.py',
  `import bpy, os, sys
args = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else sys.argv[1:]
with open(args[0], "w") as file:
    file.write(bpy.app.version_string.split()[0] + " " + str(bpy.app.background) + " " + args[1])
print("told")
sys.stdout.flush()
os._exit(0)
`,
)
const LACKS = script('lacks.py', 'import no_such_module\n')
const FAIL = script('fail.py', 'raise SystemExit(7)\n')
const WAIT = script('wait.py', 'import bpy, time\nprint("waiting", flush=True)\ntime.sleep(60)\n')

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const every = await findEveryBlender()
const kinds = ['program', 'wheel'] as const

describe.each(kinds)('startHeadlessBlender with a %s', (kind) => {
  const install = every.find((each) => each.kind === kind)

  const start = (path: string, options: { args?: string[]; seconds?: number; signal?: AbortSignal } = {}) => {
    if (!install) throw new Error(`no ${kind} here`)
    const lines: string[] = []
    let sawWaiting = () => {}
    const waiting = new Promise<void>((resolve) => (sawWaiting = resolve))
    const onLog = (line: string) => {
      lines.push(line)
      if (line === 'waiting') sawWaiting()
    }
    return { lines, waiting, blender: startHeadlessBlender(install, { args: [], script: path, onLog, ...options }) }
  }

  it.skipIf(!install)('names a Python module that is missing there', async () => {
    await expect(start(LACKS).blender.ended).rejects.toMatchObject({
      code: 'blender.missingModule',
      values: { module: 'no_such_module' },
    })
  })

  it.skipIf(!install)('runs the script in that Blender, with its arguments, and passes its words on', async () => {
    const told = join(folder, `${kind}.txt`)
    const { blender, lines } = start(TELL, { args: [told, 'two words'] })
    await blender.ended
    expect(readFileSync(told, 'utf8')).toBe(`${install?.version} True two words`)
    expect(lines).toContain('told')
  })

  it.skipIf(!install)('tells how it ended when the script fails', async () => {
    await expect(start(FAIL).blender.ended).rejects.toMatchObject({
      code: 'blender.died',
      values: { how: 'exit code 7' },
    })
  })

  it.skipIf(!install)('tells that it was killed by somebody', async () => {
    const { blender, waiting } = start(WAIT)
    await waiting
    process.kill(blender.pid, 'SIGKILL')
    await expect(blender.ended).rejects.toMatchObject({ code: 'blender.died', values: { how: 'killed by SIGKILL' } })
  })

  it.skipIf(!install)('leaves no process behind when it is stopped, aborted or too slow', async () => {
    const stopped = start(WAIT)
    await stopped.waiting
    await stopped.blender.stop()
    await stopped.blender.ended
    expect(isAlive(stopped.blender.pid)).toBe(false)

    const abort = new AbortController()
    const aborted = start(WAIT, { signal: abort.signal })
    await aborted.waiting
    abort.abort()
    await aborted.blender.ended
    expect(isAlive(aborted.blender.pid)).toBe(false)

    const slow = start(WAIT, { seconds: 1 })
    await expect(slow.blender.ended).rejects.toMatchObject({ code: 'blender.tooSlow' })
    await sleep(50)
    expect(isAlive(slow.blender.pid)).toBe(false)
  })
})

it('says that a Blender can not be started', async () => {
  const nowhere = { kind: 'program', path: join(folder, 'nowhere'), version: '5.0.1', env: {} } as const
  await expect(startHeadlessBlender(nowhere, { args: [] }).ended).rejects.toMatchObject({ code: 'blender.notWorking' })
})
