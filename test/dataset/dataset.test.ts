import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { currentDescriptor } from '../../server/descriptor/currentDescriptor.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { describeSource } from '../../server/descriptor/describeSource.js'
import { Drawing } from '../../server/recipe/drawing.js'
import { splitTables } from '../../server/run/artefacts.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { readTable } from '../../server/table/readTable.js'
import { splitTable } from '../../server/table/splitTable.js'
import { PRIMITIVES } from '../../shared/schema/recipe.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const folder = join(PROJECT_ROOT, 'dataset')
const PARTS = ['train', 'valid', 'test'] as const
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** `| file | rows | cone, cube, ... | SHA-256 |` of the README. */
const told = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| `(.+)` \| (\d+) \| (.+) \| `(.+)` \|$/gm)]

describe('dataset/', () => {
  it('is what its README says: rows, classes, hashes, and what the numbers are', async () => {
    expect(told.map(([, name]) => name)).toEqual(PARTS.map((part) => `${part}.tsv`))
    for (const [, name, rows, counts, hash] of told) {
      const { ids, classes, descriptor } = await readTable(join(folder, name))
      const found = [...PRIMITIVES].sort().map((base) => classes.filter((each) => each === base).length)
      expect([name, ids.length, found.join(', ')]).toEqual([name, Number(rows), counts])
      expect([name, sha256(join(folder, name))]).toEqual([name, hash])
      expect(descriptor).toEqual(currentDescriptor(DescribeOptions.parse({})))
    }
  })

  it('is written again with the same bytes, by a Blender', { timeout: 300_000 }, async () => {
    const shapekin = await startServer()
    const pool = new DescribePool()
    const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() }
    const { signal } = new AbortController()
    const out = temporaryFolder()
    try {
      const { table } = await shapekin.withShapes(Drawing.ofSeed('seed', 401, 0), signal, (shapes) =>
        describeSource(shapes, DescribeOptions.parse({}), { pool, store, tick: () => undefined, signal }),
      )
      await splitTables.write(out, splitTable(table, 0))
    } finally {
      await pool.close()
    }
    for (const part of PARTS)
      for (const name of [`${part}.tsv`, `${part}.report.json`])
        expect([name, sha256(join(out, name))]).toEqual([name, sha256(join(folder, name))])
  })
})
