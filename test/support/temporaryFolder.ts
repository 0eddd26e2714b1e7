import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AtEnd } from './oncePerFile.js'

/** A folder of its own that is gone after the test. */
export function temporaryFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-test-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
