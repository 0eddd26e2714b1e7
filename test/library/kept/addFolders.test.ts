import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { filesVersion } from '../../../server/catalog/fileRows.js'
import { listShapes } from '../../../server/catalog/shapeRows.js'
import { readShapeTable } from '../../../server/catalog/shapeTable.js'
import { shippedCheckpoint } from '../../../server/checkpoint/shippedCheckpoint.js'
import { embedPaths } from '../../../server/library/embedPaths.js'
import { row } from '../../../server/table/table.js'
import type { Progress } from '../../../shared/progress.js'
import { binaryStl, cubeTriangles } from '../../support/cubeFiles.js'
import { mapMesh, scaling } from '../../support/changeMesh.js'
import { bumpySphere, cube } from '../../support/meshes.js'
import { add, contentOf, putBallsAndBoards, putFile, putMesh, testCatalog } from '../../support/keptLibrary.js'
import { temporaryFolder } from '../../support/temporaryFolder.js'

/** Bytes that this process has asked the system for so far. */
const bytesRead = () => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])

const idsOf = (sql: ReturnType<typeof testCatalog>) => listShapes(sql).shapes.map(({ id }) => id)

describe('addFolders', () => {
  it('LIB-1: gives the numbers that embed gives, bit for bit', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 3)
    const sql = testCatalog(home)
    expect(await add(sql, [kit])).toMatchObject({ described: 6, known: 0, unchanged: 0, gone: 0 })
    vi.stubEnv('SHAPEKIN_HOME', join(home, 'other'))
    onTestFinished(() => void vi.unstubAllEnvs())
    const { embedding } = await embedPaths(
      { paths: [kit], checkpoint: shippedCheckpoint('pretrained'), axes: { up: 'y' }, views: 'off' },
      { signal: new AbortController().signal, progress: () => undefined },
    )
    const table = readShapeTable(sql, 'place')
    expect(table.ids).toEqual(embedding.ids.map((id) => `kit/${id}`))
    expect(table.classes).toEqual(embedding.classes)
    expect(table.descriptor).toEqual(embedding.descriptor)
    expect(Buffer.from(table.values.buffer).equals(Buffer.from(embedding.values.buffer))).toBe(true)
    expect(listShapes(sql).shapes.find(({ id }) => id === 'kit/board/board_0.obj')).toMatchObject({
      class: 'board',
      status: 'ok',
      facts: { triangles: 12, vertices: 36, size: [8, expect.closeTo(0.2, 6), 4] },
    })
  })

  it('LIB-2: reads nothing of what is as it was, good or refused', async ({ skip }) => {
    if (process.platform !== 'linux') skip('/proc tells what was read')
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 2)
    putFile(join(kit, 'zeros.stl'), '')
    truncateSync(join(kit, 'zeros.stl'), 64e6)
    utimesSync(join(kit, 'zeros.stl'), 1e9, 1e9)
    const sql = testCatalog(home)
    const read = async () => {
      const before = bytesRead()
      return { ...(await add(sql, [kit])), bytes: bytesRead() - before }
    }
    const first = await read()
    expect(first).toMatchObject({ described: 5, unchanged: 0 })
    expect(first.bytes).toBeGreaterThan(64e6)
    expect(listShapes(sql, { status: 'refused' }).shapes).toMatchObject([{ id: 'kit/zeros.stl', status: 'mesh.empty' }])
    const second = await read()
    expect(second).toMatchObject({ described: 0, known: 0, unchanged: 5, gone: 0 })
    expect(second.bytes).toBeLessThan(64e6)
  })

  it('LIB-3: a file that moved, or the whole folder, keeps its numbers and is not described again', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 2)
    const sql = testCatalog(home)
    await add(sql, [kit])
    const before = readShapeTable(sql, 'place')
    mkdirSync(join(kit, 'wood'))
    renameSync(join(kit, 'board', 'board_0.obj'), join(kit, 'wood', 'plank.obj'))
    expect(await add(sql, [kit])).toMatchObject({ described: 0, known: 1, moved: 1, unchanged: 3, gone: 0 })
    expect(idsOf(sql)).toEqual([
      'kit/ball/ball_0.obj',
      'kit/ball/ball_1.obj',
      'kit/board/board_1.obj',
      'kit/wood/plank.obj',
    ])
    const after = readShapeTable(sql, 'place')
    expect(row(after, 3)).toEqual(row(before, 2))
    expect(after.classes[3]).toBe('wood')
    renameSync(kit, join(home, 'kits'))
    expect(await add(sql, [join(home, 'kits')])).toMatchObject({ described: 0, known: 4 })
  })

  it('LIB-3: a file that was moved onto another one takes its name', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 1)
    const sql = testCatalog(home)
    await add(sql, [kit])
    const [ball] = listShapes(sql).shapes
    const version = filesVersion(sql)
    renameSync(join(kit, 'ball', 'ball_0.obj'), join(kit, 'board', 'board_0.obj'))
    expect(await add(sql, [kit])).toMatchObject({ described: 0, known: 1, moved: 1, gone: 0 })
    expect(listShapes(sql).shapes).toMatchObject([{ id: 'kit/board/board_0.obj', number: ball.number, key: ball.key }])
    expect(filesVersion(sql)).not.toBe(version)
  })

  it('LIB-3: a new name of a file is a new version of the library', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 1)
    const sql = testCatalog(home)
    await add(sql, [kit])
    const version = filesVersion(sql)
    await add(sql, [kit])
    expect(filesVersion(sql)).toBe(version)
    renameSync(join(kit, 'ball', 'ball_0.obj'), join(kit, 'ball', 'ball_1.obj'))
    await add(sql, [kit])
    expect(filesVersion(sql)).not.toBe(version)
  })

  it('LIB-4: tells copies, changed and lost files apart', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 2)
    const sql = testCatalog(home)
    await add(sql, [kit])
    const board = join(kit, 'board', 'board_0.obj')
    putFile(join(kit, 'copy.obj'), readFileSync(board))
    rmSync(join(kit, 'ball', 'ball_1.obj'))
    // Of the same size, and its time is set back: only the time of the change tells.
    putFile(
      join(kit, 'board', 'board_1.obj'),
      readFileSync(join(kit, 'board', 'board_1.obj'), 'utf8').replace('v 4', 'v 5'),
    )
    expect(await add(sql, [kit])).toMatchObject({ described: 1, known: 1, moved: 0, unchanged: 2, gone: 1 })
    const { ids, ...table } = readShapeTable(sql, 'place')
    expect(ids).toEqual(['kit/ball/ball_0.obj', 'kit/board/board_0.obj', 'kit/board/board_1.obj', 'kit/copy.obj'])
    expect(row({ ids, ...table }, 3)).toEqual(row({ ids, ...table }, 1))
    // What comes back is known still.
    putMesh(join(kit, 'ball', 'again.obj'), mapMesh(cube(), scaling(4, 0.1, 2)))
    expect(await add(sql, [kit])).toMatchObject({ described: 0, known: 1 })
  })

  it('LIB-4: knows a copy that is read while the first is still being described', async () => {
    const home = temporaryFolder()
    for (const name of ['a', 'b', 'c']) putMesh(join(home, 'kit', `${name}.obj`), bumpySphere(2000))
    const sql = testCatalog(home)
    expect(await add(sql, [join(home, 'kit')])).toMatchObject({ described: 1, known: 2 })
    expect(idsOf(sql)).toEqual(['kit/a.obj', 'kit/b.obj', 'kit/c.obj'])
  })

  it('LIB-5: looks again at a file that may have been written again within one tick of the clock', async () => {
    const home = temporaryFolder()
    const path = join(home, 'kit', 'board.obj')
    putMesh(path, cube())
    const now = new Date()
    utimesSync(path, now, now)
    vi.useFakeTimers({ now, toFake: ['Date'] }) // the library is looked through at once, however slow the machine is
    onTestFinished(() => void vi.useRealTimers())
    const sql = testCatalog(home)
    await add(sql, [join(home, 'kit')])
    expect(await add(sql, [join(home, 'kit')])).toMatchObject({ described: 0, known: 1, unchanged: 0 })
  })

  it('LIB-6: names what can not be read, does the rest, and keeps what lies behind it', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 1)
    symlinkSync('circle.obj', join(kit, 'circle.obj'))
    putFile(join(kit, 'broken.stl'), 'solid\nfacet')
    const sql = testCatalog(home)
    const added = await add(sql, [kit])
    expect(added).toMatchObject({ described: 3, refused: [{ id: 'kit/circle.obj', code: 'input.unreadable' }] })
    expect(listShapes(sql, { status: 'refused' }).shapes).toMatchObject([
      { id: 'kit/broken.stl', status: 'mesh.truncated' },
      { id: 'kit/circle.obj', status: 'input.unreadable' },
    ])
    expect(listShapes(sql, { status: 'ok' }).total).toBe(2)
    rmSync(join(kit, 'circle.obj'))
    await add(sql, [kit])
    expect(listShapes(sql).total).toBe(3)
  })

  it('LIB-7: a folder inside another one is part of it, and folders of one name have ids of their own', async () => {
    const home = temporaryFolder()
    const [a, b] = [join(home, 'a', 'kit'), join(home, 'b', 'kit')]
    putBallsAndBoards(a, 1)
    putBallsAndBoards(b, 1)
    const sql = testCatalog(home)
    await add(sql, [join(a, 'ball')])
    expect(idsOf(sql)).toEqual(['ball/ball_0.obj'])
    await add(sql, [a])
    await add(sql, [join(a, 'board')])
    expect(idsOf(sql)).toEqual(['kit/ball/ball_0.obj', 'kit/board/board_0.obj'])
    expect(await add(sql, [b])).toMatchObject({ described: 0, known: 2 })
    expect(idsOf(sql).slice(0, 2)).toEqual(['b/kit/ball/ball_0.obj', 'b/kit/board/board_0.obj'])
  })

  it('LIB-8: what was done before it was cancelled is kept', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 10)
    const sql = testCatalog(home)
    const abort = new AbortController()
    const progress = ({ stage, done }: Progress) => {
      if (stage === 'describe' && done === 5) abort.abort()
    }
    const half = add(sql, [kit], {}, { signal: abort.signal, progress })
    await expect(half).rejects.toMatchObject({ code: 'cancelled' })
    const kept = Number(sql.value('SELECT count(*) FROM place'))
    expect(kept).toBeGreaterThanOrEqual(5)
    expect(kept).toBeLessThan(20)
    expect(await add(sql, [kit])).toMatchObject({ described: 20 - kept, unchanged: kept })
    const fresh = testCatalog(home, 'fresh.sqlite')
    await add(fresh, [kit])
    expect(contentOf(sql)).toEqual(contentOf(fresh))
  })

  it('LIB-9: shapes of a file that holds several, each by its name; the same bytes read as one are another content', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    const [one, two] = [cube(), mapMesh(cube(), scaling(1, 3, 1))].map(
      ({ positions, triangles }, i) =>
        `o ${['box', 'tower'][i]}\n` +
        Array.from({ length: 8 }, (_, v) => `v ${positions.subarray(3 * v, 3 * v + 3).join(' ')}\n`).join('') +
        Array.from(
          { length: 12 },
          (_, t) => `f ${[0, 1, 2].map((c) => triangles[3 * t + c] + 1 + 8 * i).join(' ')}\n`,
        ).join(''),
    )
    putFile(join(kit, 'both.obj'), one + two)
    putFile(join(kit, 'cube.stl'), binaryStl(cubeTriangles()))
    const sql = testCatalog(home)
    await add(sql, [kit], { split: 'auto' })
    expect(idsOf(sql)).toEqual(['kit/both.obj#box', 'kit/both.obj#tower', 'kit/cube.stl'])
    expect(await add(sql, [kit])).toMatchObject({ unchanged: 2 })
    await add(sql, [kit], { split: 'none' })
    expect(idsOf(sql)).toEqual(['kit/both.obj', 'kit/cube.stl'])
  })

  it('LIB-10: keeps to the checkpoint that it began with', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 1)
    const sql = testCatalog(home)
    await add(sql, [kit])
    const other = add(sql, [kit], { checkpoint: shippedCheckpoint('pretrained-any-up') })
    await expect(other).rejects.toMatchObject({ code: 'library.otherSpace' })
    expect(await add(sql, [kit])).toMatchObject({ unchanged: 2 })
    await expect(add(sql, [join(kit, 'ball', 'ball_0.obj')])).rejects.toMatchObject({ code: 'input.invalid' })
    writeFileSync(join(home, 'empty'), '')
    await expect(add(sql, [join(home, 'gone')])).rejects.toMatchObject({ code: 'input.notFound' })
  })
})
