import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetMetadata } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../server/table/readTable.js'
import type { Table } from '../../server/table/table.js'
import { writeTable } from '../../server/table/writeTable.js'
import { blobTable } from '../support/blobTable.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

async function byDuckDb(query: string) {
  const connection = await (await DuckDBInstance.create()).connect()
  return (await connection.runAndReadAll(query)).getRowObjectsJson()
}

const rowGroupsOf = (path: string) => parquetMetadata(new Uint8Array(readFileSync(path)).buffer).row_groups

describe('a table as Parquet', () => {
  it('is what it was when it is read again, in groups of rows; equal tables give equal bytes', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'table.parquet')
    const given = blobTable(9000, 5, 3)
    const table: Table = { ...given, ids: given.ids.map((_, i) => String(i).padStart(6, '0')) }
    await writeTable(path, table)
    expect(await readTable(path)).toEqual(table)
    expect(rowGroupsOf(path).map(({ num_rows }) => Number(num_rows))).toEqual([4096, 4096, 808])
    const other = join(folder, 'other.parquet')
    await writeTable(other, table)
    expect(readFileSync(other).equals(readFileSync(path))).toBe(true)
    const found = await byDuckDb(`SELECT count(*)::INT AS rows, typeof(any_value(values)) AS kind FROM '${path}'`)
    expect(found).toEqual([{ rows: 9000, kind: 'FLOAT[]' }])
  })

  it('keeps the reason of what has no numbers, and leaves it out when it is read', async () => {
    const path = join(temporaryFolder(), 'table.parquet')
    const table = blobTable(4, 3, 2)
    await writeTable(path, table, [{ id: 'bad.stl', class: '', code: 'mesh.empty' }])
    expect(await readTable(path)).toEqual(table)
    const bad = await byDuckDb(`SELECT id, status, values FROM '${path}' WHERE status <> 'ok'`)
    expect(bad).toEqual([{ id: 'bad.stl', status: 'mesh.empty', values: [] }])
  })

  it('of other origin is read as an embedding: ids of whole numbers, lists of double, compressed or not', async () => {
    const folder = temporaryFolder()
    for (const how of ['', ", COMPRESSION 'uncompressed'"]) {
      const foreign = join(folder, `foreign ${how.length}.parquet`)
      await byDuckDb(`COPY (SELECT range AS id, [range * 0.5, 1]::DOUBLE[] AS values FROM range(3)) TO '${foreign}'
        (FORMAT parquet${how})`)
      expect(await readTable(foreign)).toEqual({
        descriptor: { kind: 'foreign', numbers: 'embedding' },
        ids: ['0', '1', '2'],
        classes: ['', '', ''],
        dimension: 2,
        values: Float32Array.of(0, 1, 0.5, 1, 1, 1),
      })
    }
  })

  it('of other origin may hold whole numbers of 64 bits', async () => {
    const path = join(temporaryFolder(), 'counts.parquet')
    await byDuckDb(`COPY (SELECT 'a' AS id, [3, 4]::BIGINT[] AS values) TO '${path}' (FORMAT parquet)`)
    expect((await readTable(path)).values).toEqual(Float32Array.of(3, 4))
  })

  it.each([
    { code: 'table.noColumn', rows: 'SELECT 1 AS id' },
    { code: 'table.badNumber', rows: "SELECT 'a' AS id, 3 AS values" },
    { code: 'table.badNumber', rows: "SELECT 'a' AS id, [1, NULL] AS values" },
    { code: 'table.badNumber', rows: "SELECT 'a' AS id, ['nan'::FLOAT] AS values" },
    { code: 'table.rowLength', rows: "SELECT 'a' AS id, [1, 2] AS values UNION ALL SELECT 'b', [1]" },
    { code: 'table.duplicateId', rows: "SELECT 'a' AS id, [1, 2] AS values UNION ALL SELECT 'a', [1, 3]" },
    { code: 'table.empty', rows: "SELECT 'a' AS id, [1, 2] AS values LIMIT 0" },
  ])('is refused with $code: $rows', async ({ code, rows }) => {
    const bad = join(temporaryFolder(), 'bad.parquet')
    await byDuckDb(`COPY (${rows}) TO '${bad}' (FORMAT parquet)`)
    await expect(readTable(bad)).rejects.toMatchObject({ code })
  })

  it('that is damaged, or none, is refused in words', async () => {
    const folder = temporaryFolder()
    const [cut, none] = ['cut.parquet', 'none.parquet'].map((name) => join(folder, name))
    await writeTable(cut, blobTable(4, 3, 2))
    truncateSync(cut, 100)
    await expect(readTable(cut)).rejects.toMatchObject({ code: 'input.unreadable' })
    await expect(readTable(none)).rejects.toMatchObject({ code: 'input.notFound' })
    writeFileSync(none, '')
    await expect(readTable(none)).rejects.toMatchObject({ code: 'input.unreadable' })
  })
})
