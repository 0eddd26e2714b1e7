import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { meshFormatOf } from '../../server/mesh/formats.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { sharedData } from '../support/sharedData.js'

describe.each([
  ['kenney', 2130],
  ['kaykit', 229],
  ['reference', 40],
])('real files of %s', (name, count) => {
  const folder = sharedData(name)
  it.skipIf(folder === undefined)(`are read: all ${count}`, async () => {
    const files = readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' }).filter(meshFormatOf)
    expect(files.length).toBe(count)
    const refused: string[] = []
    for (const file of files)
      await readMeshFile(join(folder ?? '', file)).catch((error: unknown) => {
        refused.push(`${file}: ${error instanceof ShapekinError ? error.code : String(error)}`)
      })
    expect(refused).toEqual([])
  })
})
