import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { backupCatalog } from '../../../server/catalog/backupCatalog.js'
import { openCatalog } from '../../../server/catalog/openCatalog.js'
import { countShapes, listShapes, shapeNumber } from '../../../server/catalog/shapeRows.js'
import { numbersOfShape, readShapeTable } from '../../../server/catalog/shapeTable.js'
import type { SqlFile } from '../../../server/catalog/sqlFile.js'
import { findDuplicateFiles } from '../../../server/library/findDuplicateFiles.js'
import { groupTable } from '../../../server/library/groupTable.js'
import { drawFamilies } from '../../../server/library/drawFamilies.js'
import { askLibrary } from '../../../server/library/kept/askLibrary.js'
import { catalogShapes } from '../../../server/library/kept/catalogShapes.js'
import { duplicatesInLibrary } from '../../../server/library/kept/duplicatesInLibrary.js'
import { exportLibrary } from '../../../server/library/kept/exportLibrary.js'
import { familyRows } from '../../../server/library/kept/familyRows.js'
import { groupLibrary } from '../../../server/library/kept/groupLibrary.js'
import { LibrarySearch } from '../../../server/library/kept/librarySearch.js'
import { linkFamilies } from '../../../server/library/kept/linkFamilies.js'
import { removeFolders } from '../../../server/library/kept/removeFolders.js'
import { sortKept } from '../../../server/library/kept/sortKept.js'
import { sortLibrary } from '../../../server/library/sortLibrary.js'
import { TableSearch } from '../../../server/library/tableSearch.js'
import { writeObj } from '../../../server/mesh/writeObj.js'
import { readTable } from '../../../server/table/readTable.js'
import { row } from '../../../server/table/table.js'
import { mapMesh, scaling, turning } from '../../support/changeMesh.js'
import { add, contentOf, putBallsAndBoards, putFile, putMesh, testCatalog } from '../../support/keptLibrary.js'
import { bumpySphere, cube } from '../../support/meshes.js'
import { temporaryFolder } from '../../support/temporaryFolder.js'

const work = { signal: new AbortController().signal, progress: () => undefined }
const CUT = { cut: { percent: 25 } }

async function ballsAndBoards(count: number): Promise<{ home: string; kit: string; sql: SqlFile }> {
  const home = temporaryFolder()
  const kit = join(home, 'kit')
  putBallsAndBoards(kit, count)
  const sql = testCatalog(home)
  await add(sql, [kit])
  return { home, kit, sql }
}

describe('what is most like one shape', () => {
  it('is the same asked once, asked of a library that is kept ready, and of its places as a table', async () => {
    const { home, kit, sql } = await ballsAndBoards(6)
    putFile(join(kit, 'copies', 'ball_3.obj'), readFileSync(join(kit, 'ball', 'ball_3.obj')))
    await add(sql, [kit])
    const table = readShapeTable(sql, 'place')
    const whole = new TableSearch(table)
    const kept = new LibrarySearch(sql)
    for (const k of [1, 4, 20])
      for (const id of table.ids) {
        const expected = { metric: 'cosine', shapes: 13, ...whole.nearestToRow(id, k) }
        expect(kept.nearest(id, k)).toEqual(expected)
        expect(await askLibrary(sql, { asked: id, k }, work.signal)).toEqual(expected)
      }
    putFile(join(kit, 'copies', 'board_1.obj'), readFileSync(join(kit, 'board', 'board_1.obj')))
    await add(sql, [kit])
    const changed = new TableSearch(readShapeTable(sql, 'place')).nearestToRow('kit/copies/board_1.obj', 2)
    for (const how of ['walked through', 'held'])
      expect(kept.nearest('kit/copies/board_1.obj', 2), how).toEqual({ metric: 'cosine', shapes: 14, ...changed })
    expect(() => kept.nearest('kit/gone.obj', 2)).toThrow(expect.objectContaining({ code: 'library.noMesh' }))
    const file = join(home, 'moved', 'kit', 'copies', 'ball_3.obj')
    putFile(file, readFileSync(join(kit, 'ball', 'ball_3.obj')))
    const byFile = await askLibrary(sql, { asked: file, k: 3 }, work.signal)
    expect(byFile).toMatchObject({ itself: 'kit/copies/ball_3.obj', nearest: [{ id: 'kit/ball/ball_3.obj' }, {}, {}] })
    removeFolders(sql, [kit])
    await expect(askLibrary(sql, { asked: 'kit/ball/ball_3.obj', k: 1 }, work.signal)).rejects.toMatchObject({
      code: 'library.empty',
    })
  })
})

describe('a shape of a library', () => {
  it('is found by its id, also where a file or a part has a # in its name', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    const parts = ['one#', '#two'].map((name) => writeObj(bumpySphere(120), name)).join('')
    for (const name of ['a.obj', 'b#.obj', '#.obj']) putFile(join(kit, name), parts)
    const sql = testCatalog(home)
    await add(sql, [kit], { split: 'auto' })
    const { shapes } = listShapes(sql)
    const table = readShapeTable(sql, 'place')
    expect(table.ids).toHaveLength(6)
    expect(shapes.map(({ id }) => id)).toEqual(table.ids)
    for (const { id, number } of shapes) expect(shapeNumber(sql, id), id).toBe(number)
    table.ids.forEach((id, at) => expect(numbersOfShape(sql, 'place', id), id).toEqual(row(table, at)))
    for (const id of ['kit/a.obj', 'kit/b', 'kit/a.obj#on']) expect(shapeNumber(sql, id), id).toBeUndefined()
  })
})

describe('the families of a library', () => {
  it('LIB-12: are the groups of its places as a table, with names from the files; another cut grows no tree', async () => {
    const { home, sql } = await ballsAndBoards(5)
    const grouped = await groupLibrary(sql, CUT, work)
    const out = join(home, 'places.tsv')
    await exportLibrary(sql, out, 'places', 'tsv')
    const options = { metric: 'cosine', linkage: 'complete' } as const
    const byTable = await groupTable(await readTable(out), { ...CUT, options, tables: [], keepBeside: out })
    expect(grouped.labels).toEqual(byTable.labels)
    expect(grouped.keptTree).toBeUndefined()
    expect((await groupLibrary(sql, { cut: { percent: 90 } }, work)).keptTree).toBe(`${sql.path}.tree.tsv`)
    const rows = familyRows(await groupLibrary(sql, { cut: { groups: 2 } }, work)).slice(1)
    expect(rows.map(([id, , , family, role]) => [id.split('/')[1], family, role === 'typical'])).toEqual(
      rows.map(([, name], i) => [name, name, i % 5 === 0]),
    )
    await expect(groupLibrary(sql, { cut: { groups: 11 } }, work)).rejects.toMatchObject({
      code: 'cluster.groupsRange',
    })
  })

  it('of a library that has grown are those of all its shapes', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putMesh(join(kit, 'ball', 'first.obj'), bumpySphere(120))
    const sql = testCatalog(home)
    await add(sql, [kit])
    expect((await groupLibrary(sql, CUT, work)).families).toHaveLength(1)
    putBallsAndBoards(kit, 3)
    await add(sql, [kit])
    const other = testCatalog(home, 'other.sqlite')
    await add(other, [kit])
    const { families, labels, keptTree } = await groupLibrary(sql, CUT, work)
    expect(keptTree).toBeUndefined()
    expect(await groupLibrary(other, CUT, work)).toMatchObject({ families, labels })
    expect(families.length).toBeGreaterThan(1)
    expect((await groupLibrary(sql, CUT, work)).keptTree).toBe(`${sql.path}.tree.tsv`)
  })

  it('are drawn, each shape from its file, and linked into folders', async () => {
    const { home, kit, sql } = await ballsAndBoards(2)
    putFile(join(kit, 'more', 'ball_0.obj'), readFileSync(join(kit, 'ball', 'ball_0.obj')))
    await add(sql, [kit])
    const grouped = await groupLibrary(sql, { cut: { groups: 2 } }, work)
    const shapes = await catalogShapes(sql, grouped.table.ids, work.signal)
    const drawn = await drawFamilies({ shapes, ...grouped, out: join(home, 'families.tsv') }, work)
    expect(drawn.missing).toBe(0)
    expect(readFileSync(join(home, 'families.html'), 'utf8').split('data:image/webp')).toHaveLength(6)
    const links = join(home, 'links')
    expect(await linkFamilies(sql, grouped, links)).toBe(5)
    expect(readdirSync(links)).toEqual(['0 ball', '1 board'])
    expect(readdirSync(join(links, '0 ball'))).toEqual(['ball_0 (2).obj', 'ball_0.obj', 'ball_1.obj'])
    const leads = readdirSync(join(links, '0 ball')).map((name) => realpathSync(join(links, '0 ball', name)))
    expect(leads.sort()).toEqual(['ball/ball_0.obj', 'ball/ball_1.obj', 'more/ball_0.obj'].map((way) => join(kit, way)))
    await expect(linkFamilies(sql, grouped, links)).rejects.toMatchObject({ code: 'run.outNotEmpty' })
  })
})

describe('the duplicates of a library', () => {
  it('LIB-13: are those that the files give, copies among them; what they are known by is kept', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    const board = mapMesh(cube(), scaling(3, 0.5, 2))
    putMesh(join(kit, 'a.obj'), board)
    putMesh(join(kit, 'b turned.obj'), mapMesh(board, turning([0, 0, 1], 0.7)))
    putMesh(join(kit, 'c other.obj'), bumpySphere(200))
    copyFileSync(join(kit, 'b turned.obj'), join(kit, 'd copy.obj')) // of a duplicate: of the same original
    putMesh(join(kit, 'd large.obj'), mapMesh(board, scaling(2)))
    const sql = testCatalog(home)
    await add(sql, [kit])
    const expected = await findDuplicateFiles([kit], 1, work)
    const named = expected.duplicates.map((each) => ({ ...each, id: `kit/${each.id}`, of: `kit/${each.of}` }))
    expect(named.map(({ id }) => id)).toEqual(['kit/b turned.obj', 'kit/d copy.obj', 'kit/d large.obj'])
    expect(new Set(named.map(({ of }) => of))).toEqual(new Set(['kit/a.obj']))
    expect((await duplicatesInLibrary(sql, 1, work)).duplicates).toEqual(named)
    expect(sql.value('SELECT count(*) FROM signature')).toBe(4)
    copyFileSync(join(kit, 'c other.obj'), join(kit, 'e copy.obj'))
    await add(sql, [kit])
    // What can not be the same as another one is known by its signature alone, and not read.
    rmSync(join(kit, 'c other.obj'))
    const again = await duplicatesInLibrary(sql, 1, work)
    expect(again).toMatchObject({ shapes: 6, refused: [] })
    const copy = { id: 'kit/e copy.obj', of: 'kit/c other.obj', changes: [], residual: 0, scale: 1 }
    expect(again.duplicates).toMatchObject([...named, copy])
  })
})

describe('sorting a library', () => {
  it('LIB-14: places what sorting its folder places, and reads no file', async () => {
    const { home, kit, sql } = await ballsAndBoards(4)
    putMesh(join(kit, 'one.obj'), mapMesh(bumpySphere(300), scaling(1, 1.03)))
    putMesh(join(kit, 'new', 'two.obj'), mapMesh(cube(), scaling(4.1, 0.25, 2)))
    await add(sql, [kit])
    vi.stubEnv('SHAPEKIN_HOME', join(home, 'other'))
    onTestFinished(() => void vi.unstubAllEnvs())
    const choice = { unsorted: 'new' }
    const expected = await sortLibrary({ path: kit, axes: { up: 'y' }, views: 'off', choice }, () => undefined, work)
    rmSync(join(kit, 'one.obj'))
    const plans: object[] = []
    const sorted = await sortKept(sql, { choice }, (plan) => plans.push(plan))
    expect(sorted.sorting).toEqual(expected.sorting)
    expect(sorted.table.ids).toEqual(expected.table.ids.map((id) => `kit/${id}`))
    expect(plans).toMatchObject([{ classes: ['ball', 'board'], sorted: 8, unsorted: 2, level: 1 }])
    mkdirSync(join(home, 'second'))
    putMesh(join(home, 'second', 'one.obj'), cube())
    await add(sql, [join(home, 'second')])
    await expect(sortKept(sql, { choice }, () => undefined)).rejects.toMatchObject({ code: 'input.invalid' })
    expect((await sortKept(sql, { folder: 'kit', choice }, () => undefined)).sorting).toEqual(expected.sorting)
  })
})

describe('exporting, removing and backing up a library', () => {
  it('LIB-15: writes the same bytes for the same shapes, in whatever order they came', async () => {
    const { home, kit, sql } = await ballsAndBoards(2)
    const other = testCatalog(home, 'other.sqlite')
    rmSync(join(kit, 'ball'), { recursive: true })
    await add(other, [kit])
    putBallsAndBoards(kit, 2)
    await add(other, [kit])
    for (const what of ['shapes', 'places', 'descriptions'] as const)
      for (const format of ['tsv', 'csv', 'json'] as const) {
        const [a, b] = ['a', 'b'].map((name) => join(home, name, `${what}.${format}`))
        expect(await exportLibrary(sql, a, what, format)).toBe(4)
        await exportLibrary(other, b, what, format)
        expect(readFileSync(a)).toEqual(readFileSync(b))
      }
    const table = await readTable(join(home, 'a', 'places.tsv'))
    expect(table).toEqual(readShapeTable(sql, 'place'))
    expect(JSON.parse(readFileSync(join(home, 'a', 'shapes.json'), 'utf8'))).toMatchObject([
      { id: 'kit/ball/ball_0.obj', class: 'ball', status: 'ok' },
      { id: 'kit/ball/ball_1.obj' },
      { id: 'kit/board/board_0.obj', triangles: 12, size_x: 8 },
      { id: 'kit/board/board_1.obj' },
    ])
  })

  it('names that a spreadsheet would take for a formula are told apart from one in CSV', async () => {
    const home = temporaryFolder()
    putMesh(join(home, '=kit', 'cube.obj'), cube())
    const sql = testCatalog(home)
    await add(sql, [join(home, '=kit')])
    await exportLibrary(sql, join(home, 'out.csv'), 'shapes', 'csv')
    expect(readFileSync(join(home, 'out.csv'), 'utf8').split('\n')[1]).toMatch(/^"'=kit\/cube.obj",/)
    await exportLibrary(sql, join(home, 'places.csv'), 'places', 'csv')
    const [id, label, ...places] = readFileSync(join(home, 'places.csv'), 'utf8').trimEnd().split('\n')[1].split(',')
    expect([id, label]).toEqual([`"'=kit/cube.obj"`, `"'=kit"`])
    expect(Float32Array.from(places, Number)).toEqual(readShapeTable(sql, 'place').values)
    expect(Math.min(...places.map(Number))).toBeLessThan(0) // a minus is no formula
  })

  it('LIB-16: forgets a folder and all numbers that no other file needs', async () => {
    const { home, kit, sql } = await ballsAndBoards(2)
    const second = join(home, 'second')
    putFile(join(second, 'copy.obj'), readFileSync(join(kit, 'ball', 'ball_0.obj')))
    await add(sql, [second])
    expect(() => removeFolders(sql, ['kit', 'nothing'])).toThrow(/nothing is no folder of the library/)
    expect(countShapes(sql)).toEqual({ files: 5, shapes: 5, refused: 0 })
    removeFolders(sql, ['kit'])
    expect(listShapes(sql).shapes.map(({ id }) => id)).toEqual(['second/copy.obj'])
    expect(sql.value('SELECT count(*) FROM place')).toBe(1)
    expect(existsSync(join(kit, 'ball', 'ball_0.obj'))).toBe(true)
  })

  it('LIB-17: a backup is the library as it is, while others have it open; one of a damaged library is refused', async () => {
    const { home, sql } = await ballsAndBoards(3)
    const copy = join(home, 'copy.sqlite')
    backupCatalog(sql, copy)
    const opened = openCatalog(copy)
    expect(contentOf(opened)).toEqual(contentOf(sql))
    opened.close()
    expect(() => backupCatalog(sql, sql.path)).toThrow(/this is the library itself/)
    writeFileSync(copy, readFileSync(copy).fill(0xff, 4096 * 12))
    const damaged = openCatalog(copy)
    expect(() => backupCatalog(damaged, join(home, 'none.sqlite'))).toThrow(/is damaged/)
    damaged.close()
    expect(readdirSync(home).filter((name) => name.startsWith('none'))).toEqual([])
  })
})
