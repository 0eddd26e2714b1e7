import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { installNativeKernel } from '#scripts/installNativeKernel.js'
import { loadNativeKernel } from '../../../../server/descriptor/chords/native/loadNativeKernel.js'
import { nativeKernelFile } from '../../../../server/descriptor/chords/native/nativeKernelFile.js'
import { nativeKernel } from '../../../support/nativeKernel.js'

let cache = ''
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'shapekin-cache-'))
  vi.stubEnv('SHAPEKIN_CACHE', cache)
})
afterEach(() => vi.unstubAllEnvs())

/** Sets a program in place of the compiler. */
function useCompiler(lines: string): void {
  const path = join(cache, 'compiler')
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${lines}\n`, { mode: 0o755 })
  vi.stubEnv('CXX', path)
}

const install = () => installNativeKernel(() => {})
const kept = () => readdirSync(cache).filter((name) => name.startsWith('chords-'))

it('says nothing where there is no compiler, and where it is turned off', async () => {
  vi.stubEnv('CXX', join(cache, 'none'))
  expect(await install()).toEqual({ kernel: 'wasm' })
  vi.stubEnv('CXX', undefined)
  vi.stubEnv('SHAPEKIN_NATIVE', 'off')
  expect(await install()).toEqual({ kernel: 'wasm' })
  expect([kept(), loadNativeKernel()]).toEqual([[], undefined])
})

it('loads nothing that is no kernel', () => {
  writeFileSync(nativeKernelFile(), 'not a library')
  expect(loadNativeKernel()).toBeUndefined()
})

describe.skipIf(nativeKernel === undefined)('with a compiler', () => {
  it('compiles once, and is turned off when it is there', async () => {
    expect(await install()).toEqual({ kernel: 'native' })
    expect(kept()).toHaveLength(1)
    vi.stubEnv('CXX', join(cache, 'none'))
    expect(await install()).toEqual({ kernel: 'native' })
    expect(loadNativeKernel()).toBeDefined()
    vi.stubEnv('SHAPEKIN_NATIVE', 'off')
    expect(loadNativeKernel()).toBeUndefined()
  })

  it("gives the compiler's own reason in one line, and keeps nothing", async () => {
    useCompiler('echo "chords.cc:1: note" >&2; echo "chords.cc:7: error: no such thing" >&2; exit 1')
    expect(await install()).toEqual({
      kernel: 'wasm',
      reason: 'it does not compile: chords.cc:7: error: no such thing',
    })
    expect(kept()).toEqual([])
  })

  it('keeps no kernel that counts wrong', async () => {
    // Every lane then counts its misses into the counters of another.
    useCompiler(`
source=$(printf '%s\\n' "$@" | grep 'chords.cc$')
sed 's/slli_epi32(a, bits)/slli_epi32(a, 1)/' "$source" > '${cache}/wrong.cc'
exec c++ $(printf '%s\\n' "$@" | grep -v 'chords.cc$') '${cache}/wrong.cc'`)
    expect(await install()).toEqual({ kernel: 'wasm', reason: 'the native one does not count as it should' })
    expect(kept()).toEqual([])
  })
})
