import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { WorkContext } from '../../shared/progress.js'
import { listShapes } from '../../server/catalog/shapeRows.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { readShapeTable } from '../../server/catalog/shapeTable.js'
import type { SqlFile } from '../../server/catalog/sqlFile.js'
import { addFolders, type AddedFolders, type StudyRunner } from '../../server/library/kept/addFolders.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { mapMesh, scaling } from './changeMesh.js'
import { bumpySphere, cube } from './meshes.js'

/** Written so long ago that its time tells whether it changes. */
const LONG_AGO = new Date('2024-01-01')

export function putFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  utimesSync(path, LONG_AGO, LONG_AGO)
}

export const putMesh = (path: string, mesh: Mesh): void => putFile(path, writeObj(mesh, 'shape'))

/** Balls and boards in folders of their own, `count` of each; no two are alike. */
export function putBallsAndBoards(folder: string, count: number): void {
  for (let i = 0; i < count; i++) {
    putMesh(join(folder, 'ball', `ball_${i}.obj`), mapMesh(bumpySphere(120), scaling(1, 1 + i / 50)))
    putMesh(join(folder, 'board', `board_${i}.obj`), mapMesh(cube(), scaling(4 + i / 20, 0.1 * (i + 1), 2)))
  }
}

/** A catalog in a file of its own, closed after the test. */
export function testCatalog(home: string, name = 'library.sqlite'): SqlFile {
  const sql = openCatalog(join(home, name), true)
  onTestFinished(() => sql.close())
  return sql
}

/** Adds folders by geometry alone. */
export const add = (
  sql: SqlFile,
  paths: readonly string[],
  more: Partial<Parameters<typeof addFolders>[1]> = {},
  work: Partial<WorkContext> = {},
  runner?: StudyRunner,
): Promise<AddedFolders> =>
  addFolders(
    sql,
    { paths, views: 'off', ...more },
    { signal: new AbortController().signal, progress: () => undefined, ...work },
    runner,
  )

/** All that a library says of its shapes, and all their numbers. */
export function contentOf(sql: SqlFile): { shapes: unknown; numbers: Record<string, string> } {
  const numbers = (['place', 'description'] as const).map((kind) => {
    const { values, ...table } = readShapeTable(sql, kind)
    return [kind, JSON.stringify(table) + Buffer.from(values.buffer).toString('base64')]
  })
  const shapes = listShapes(sql).shapes.map(({ number: _, ...shape }) => shape) // numbers tell who came first
  return { shapes, numbers: Object.fromEntries(numbers) as Record<string, string> }
}
