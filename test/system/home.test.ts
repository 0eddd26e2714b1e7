import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openHome } from '../../server/system/home.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const modeOf = (path: string) => statSync(path).mode & 0o777

describe('openHome', () => {
  it('keeps a token that is there, and makes it its owner’s alone', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'token')
    writeFileSync(path, 'abc\n')
    chmodSync(path, 0o644)
    expect(openHome(folder).token).toBe('abc')
    expect(modeOf(path)).toBe(0o600)
  })

  it('makes a folder that nobody else can look into', () => {
    const folder = join(temporaryFolder(), 'home')
    const { runs, logFile, tokenFile } = openHome(folder)
    expect([folder, runs, join(logFile, '..')].map(modeOf)).toEqual([0o700, 0o700, 0o700])
    expect(modeOf(tokenFile)).toBe(0o600)
  })
})
