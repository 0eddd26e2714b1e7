import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { listShapes } from '../../../server/catalog/shapeRows.js'
import { readShapeTable } from '../../../server/catalog/shapeTable.js'
import { exportLibrary } from '../../../server/library/kept/exportLibrary.js'
import { readTable } from '../../../server/table/readTable.js'
import { row } from '../../../server/table/table.js'
import { add, putBallsAndBoards, putFile, testCatalog } from '../../support/keptLibrary.js'
import { temporaryFolder } from '../../support/temporaryFolder.js'

async function rowsByDuckDb(query: string) {
  const connection = await (await DuckDBInstance.create()).connect()
  return (await connection.runAndReadAll(query)).getRowObjectsJson()
}

describe('a library as Parquet', () => {
  it('is read by DuckDB and by us: ids stay text, numbers keep every bit, what is not known is NULL', async () => {
    const home = temporaryFolder()
    putBallsAndBoards(join(home, '007'), 2)
    putFile(join(home, '007', 'späne.obj'), 'no mesh')
    const sql = testCatalog(home)
    await add(sql, [join(home, '007')])
    const [places, shapes] = ['places.parquet', 'shapes.parquet'].map((name) => join(home, name))
    expect(await exportLibrary(sql, places, 'places', 'parquet')).toBe(4)
    const table = readShapeTable(sql, 'place')
    const read = await rowsByDuckDb(`SELECT *, typeof(id) AS kind, typeof(values) AS kinds FROM '${places}'`)
    expect(read).toEqual(
      table.ids.map((id, i) => ({
        id,
        class: table.classes[i],
        status: 'ok',
        values: Array.from(row(table, i)),
        kind: 'VARCHAR',
        kinds: 'FLOAT[]',
      })),
    )
    expect(await readTable(places)).toEqual(table)
    expect(await exportLibrary(sql, shapes, 'shapes', 'parquet')).toBe(5)
    const facts = await rowsByDuckDb(`SELECT id, status, triangles, size_x FROM '${shapes}'`)
    expect(facts).toEqual(
      listShapes(sql).shapes.map(({ id, status, facts: known }) => ({
        id,
        status,
        triangles: known?.triangles ?? null,
        size_x: known?.size[0] ?? null,
      })),
    )
  })
})
