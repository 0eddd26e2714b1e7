import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readShapeTable } from '../../server/catalog/shapeTable.js'
import { catalogShapes } from '../../server/library/kept/catalogShapes.js'
import { duplicatesInLibrary } from '../../server/library/kept/duplicatesInLibrary.js'
import { readTable } from '../../server/table/readTable.js'
import { add, contentOf, putFile, testCatalog } from '../support/keptLibrary.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { writeObj } from '../../server/mesh/writeObj.js'

const SQUARE = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n'
const PAIR = `${SQUARE}o left\nf 1 2 3\no right\nf 1 2 3 4\n`

/** Balls and boards by their way, `count` of each. */
const ballsAndBoards = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i): [string, string][] => [
      [`ball/${i}.obj`, writeObj(mapMesh(bumpySphere(80), scaling(1, 1 + i / 20)), 'ball')],
      [`board/${i}.obj`, writeObj(mapMesh(cube(), scaling(4 + i / 5, 0.1 * (i + 1), 2)), 'board')],
    ]).flat(),
  )

const zipOfTexts = (files: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))

describe('archives on the command line', () => {
  it('are described as when they are unpacked, split, drawn, and named as what is like a file of theirs', async () => {
    const home = temporaryFolder()
    const files = { ...ballsAndBoards(3), 'pair.obj': PAIR }
    const [packed, unpacked] = [join(home, 'packed'), join(home, 'unpacked')]
    for (const [name, text] of Object.entries(files)) putFile(join(unpacked, 'kit.zip', name), text)
    mkdirSync(packed)
    writeFileSync(join(packed, 'kit.zip'), zipOfTexts(files))
    const run = (...args: string[]) => runCli([...args, '--json'], { SHAPEKIN_HOME: home })
    const tableOf = async (folder: string) => {
      const out = join(home, 'table.tsv')
      const { code } = await run('describe', folder, '--out', out, '--points', '250', '--split', 'auto')
      expect(code).toBe(0)
      return readTable(out)
    }
    const expected = await tableOf(unpacked)
    expect(expected.ids).toContain('kit.zip/pair.obj#right')
    const table = await tableOf(packed)
    expect(table.ids).toEqual(expected.ids)
    expect(table.values).toEqual(expected.values)

    const out = join(home, 'table.tsv')
    const asked = join(packed, 'kit.zip/ball/0.obj')
    const similar = await run('similar', asked, '--in', out, '-k', '2')
    const { nearest } = JSON.parse(similar.stdout) as { nearest: { id: string }[] }
    expect(nearest.map(({ id }) => id).sort()).toEqual(['kit.zip/ball/1.obj', 'kit.zip/ball/2.obj'])

    const groups = join(home, 'groups.tsv')
    const drawn = await run('cluster', out, '--groups', '2', '--out', groups, '--pictures', packed)
    expect(drawn.code).toBe(0)
    const page = readFileSync(join(home, 'groups.html'), 'utf8')
    expect(page.match(/data:image\/webp/g)?.length).toBeGreaterThanOrEqual(table.ids.length)
  })

  it('take part in sort: an archive stands for a folder of its name', async () => {
    const home = temporaryFolder()
    const library = join(home, 'library')
    const { 'board/0.obj': unsorted, ...files } = ballsAndBoards(4)
    for (const [name, text] of Object.entries(files)) if (name.startsWith('ball/')) putFile(join(library, name), text)
    const boards = Object.entries(files).filter(([name]) => name.startsWith('board/'))
    putFile(join(library, 'board.zip'), zipOfTexts(Object.fromEntries(boards.map(([n, text]) => [n.slice(6), text]))))
    putFile(join(library, 'new.obj'), unsorted)
    const out = join(home, 'placed.tsv')
    const { code, stdout } = await runCli(
      ['sort', library, '--out', out, '--class-level', '1', '--json', '--views', 'off'],
      {
        SHAPEKIN_HOME: home,
      },
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sorted: 7, placed: 1 })
    expect(readFileSync(out, 'utf8').split('\n')[1].split('\t').slice(0, 2)).toEqual(['new.obj', 'board'])
  })
})

describe('archives in a library that is kept', () => {
  it('give what the folder gives, are not read again while they stay as they are, and are looked at when they change', async () => {
    const home = temporaryFolder()
    const files = ballsAndBoards(2)
    const kit = join(home, 'kit')
    putFile(join(kit, 'a.zip'), zipOfTexts(files))
    for (const [name, text] of Object.entries(files)) putFile(join(home, 'plain/kit/a.zip', name), text)
    const [sql, plain] = [testCatalog(home), testCatalog(home, 'plain.sqlite')]
    const first = await add(sql, [kit])
    await add(plain, [join(home, 'plain/kit')])
    expect(contentOf(sql)).toEqual(contentOf(plain))
    expect(first).toMatchObject({ described: 4 })
    const second = await add(sql, [kit])
    expect(second).toMatchObject({ unchanged: 4, described: 0 })
    const { 'ball/0.obj': gone, ...rest } = files
    putFile(join(kit, 'a.zip'), zipOfTexts({ ...rest, 'ball/moved.obj': gone }))
    const third = await add(sql, [kit])
    expect(third).toMatchObject({ unchanged: 0, described: 0, known: 4, moved: 1 })
  })

  it('are read again from there: for duplicates and pictures as from the folder', async () => {
    const home = temporaryFolder()
    const moved = writeObj(mapMesh(bumpySphere(80), scaling(1), [3, 0, 0]), 'ball')
    const files = { ...ballsAndBoards(2), 'board/ball.obj': moved }
    putFile(join(home, 'kit/a.zip'), zipOfTexts(files))
    for (const [name, text] of Object.entries(files)) putFile(join(home, 'plain/kit/a.zip', name), text)
    const work = { progress: () => undefined, signal: new AbortController().signal }
    const answers = []
    for (const folder of [join(home, 'kit'), join(home, 'plain/kit')]) {
      const sql = testCatalog(home, `${answers.length}.sqlite`)
      await add(sql, [folder])
      const { duplicates, refused } = await duplicatesInLibrary(sql, 1, work)
      const { ids } = readShapeTable(sql, 'place')
      const drawn = []
      for await (const { id, shape } of (await catalogShapes(sql, ids, work.signal)).source) drawn.push({ id, shape })
      answers.push({ duplicates, refused, drawn })
    }
    const [{ duplicates, refused, drawn }, plain] = answers
    expect(duplicates.map(({ id, of }) => [id, of])).toEqual([['kit/a.zip/board/ball.obj', 'kit/a.zip/ball/0.obj']])
    expect(refused).toEqual([])
    expect(drawn).toHaveLength(5)
    expect({ duplicates, refused, drawn }).toEqual(plain)
  })
})
