import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../../server/http/app.js'
import { MAX_UPLOAD_BYTES } from '../../server/http/libraryRoutes.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { sortKept } from '../../server/library/kept/sortKept.js'
import type { Shapekin } from '../../server/main.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import type {
  FamiliesView,
  HistogramView,
  LibraryView,
  ShapesPage,
  SimilarView,
  SortedView,
} from '../../shared/schema/library.js'
import { ApiClient } from '../support/apiClient.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { add, contentOf, putBallsAndBoards, putFile, putMesh, testCatalog } from '../support/keptLibrary.js'
import { bumpySphere } from '../support/meshes.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const ROOT = '/api/library'
const [ADDING, FAMILIES, DUPLICATES, TABLE, SORTED, BACKUP] = [
  'adding',
  'families',
  'duplicates',
  'table',
  'sorted',
  'backup',
].map((part) => `${ROOT}/${part}`)

/** What is shown of the families, by requests that are understood. */
const SHOWN = [
  { route: `${ROOT}/grouped/shapes` },
  { route: `${ROOT}/grouped/shapes/{name}`, name: 'kit%2Fball%2Fball_0.obj' },
  { route: `${ROOT}/grouped/tree` },
  { route: `${ROOT}/grouped/neighbor-map` },
  { route: `${ROOT}/grouped/measures` },
  { route: `${ROOT}/grouped/export/{name}`, name: 'shapes.npz' },
  { route: `${ROOT}/grouped/groups/{group}`, method: 'put', group: '0', body: '{"name":"Balls"}' },
  { route: `${ROOT}/grouped/wishes`, method: 'post', body: '{"say":"forget","shape":"kit/ball/ball_0.obj"}' },
]

async function added(client: ApiClient): Promise<LibraryView> {
  for (;;) {
    const view = (await client.ask({ route: ROOT })) as LibraryView
    if (view.adding === null) return view
    await setTimeout(100)
  }
}

const get = (shapekin: Shapekin, path: string, headers: Record<string, string> = {}) =>
  callApi(shapekin, path, { headers })

describe('/api/library', { timeout: 600_000 }, () => {
  it.each(['/api/shapes', '/api/library/shapes'])(
    'describes every answer that it gives, and gives every answer that it describes, shapes at %s',
    async (SHAPES) => {
      const SHAPE = `${SHAPES}/{number}`
      const [SIMILAR, OF_SHAPE, HISTOGRAM, MESH, THUMBNAIL] = [
        'similar',
        'duplicates',
        'histogram',
        'mesh',
        'thumbnail',
      ].map((part) => `${SHAPE}/${part}`)
      const home = temporaryFolder()
      const kit = join(home, 'kit')
      putBallsAndBoards(kit, 2)
      putFile(join(kit, 'empty.stl'), 'solid\nendsolid\n')
      const shapekin = await startServer({ home })
      const client = await ApiClient.of(shapekin)
      const ofShape = [SHAPE, SIMILAR, OF_SHAPE, HISTOGRAM, MESH, THUMBNAIL]
      const routes = [SHAPES, ...ofShape, FAMILIES, DUPLICATES, TABLE, SORTED, BACKUP]
      const remove = (folder: string, more = {}) =>
        client.ask({ route: ROOT, method: 'delete', query: `?folder=${encodeURIComponent(folder)}`, ...more })

      // Before there is a library.
      expect(await client.ask({ route: ROOT })).toMatchObject({ files: 0, folders: [], adding: null })
      for (const route of routes) await client.ask({ route, number: '1' })
      for (const each of SHOWN) await client.ask(each)
      testCatalog(home)
      for (const each of [{ route: FAMILIES }, { route: DUPLICATES }, ...SHOWN]) await client.ask(each)
      await client.ask({ route: TABLE, query: '?what=places' })
      await client.ask({ route: SORTED })
      await client.ask({ route: ROOT, method: 'post', body: JSON.stringify({ folders: [join(home, 'none')] }) })
      expect((await added(client)).problem).toMatchObject({ code: 'input.notFound' })

      await client.ask({ route: ROOT, method: 'post', body: JSON.stringify({ folders: [kit], views: 'off' }) })
      expect(await added(client)).toMatchObject({ files: 5, shapes: 4, refused: 1, problem: null })
      const { shapes } = (await client.ask({ route: SHAPES })) as ShapesPage
      const [ball, empty] = ['ball_0', 'empty'].map((name) => shapes.find(({ id }) => id.includes(name))?.number ?? '')
      for (const route of routes) {
        await client.ask({ route, number: ball })
        await client.ask({ route, number: empty })
        await client.ask({ route, number: '999' })
      }
      for (const each of SHOWN) {
        await client.ask(each)
        await client.ask({ ...each, name: 'nobody', group: '99' })
        await client.ask({ ...each, query: '?groups=none' })
        await client.ask({ ...each, headers: { authorization: '' } })
        await client.ask({ ...each, headers: { origin: 'https://example.org' } })
        await client.ask({ ...each, body: 'x'.repeat(MAX_BODY_BYTES + 1) })
      }
      for (const query of ['?unsorted=ball', '?folder=%2Fnone', '?class-level=0'])
        await client.ask({ route: SORTED, query })
      for (const format of ['csv', 'tsv', 'json']) await client.ask({ route: TABLE, query: `?format=${format}` })
      for (let i = 0; i < 20; i++) await client.ask({ route: ROOT, headers: { authorization: 'Bearer wrong' } })
      for (const each of SHOWN) await client.ask({ ...each, headers: { authorization: 'Bearer wrong' } })
      for (const [method, all] of [
        ['get', [ROOT, ...routes]],
        ['post', [ROOT, SHAPES]],
        ['delete', [ROOT, ADDING]],
      ] as const)
        for (const route of all)
          await client.ask({
            route,
            method,
            number: ball,
            query: '?name=a.stl',
            headers: { authorization: 'Bearer wrong' },
          })
      for (const route of [ROOT, ...routes])
        for (const more of [
          { headers: { authorization: '' } },
          { headers: { origin: 'https://example.org' } },
          { body: '{' },
          { body: 'x'.repeat(MAX_BODY_BYTES + 1) },
        ]) {
          await client.ask({ route, number: ball, ...more })
          if (route === ROOT) await client.ask({ route, method: 'post', ...more })
          if (route === ROOT) await remove('/none', more)
          if (route === ROOT) await client.ask({ route: ADDING, method: 'delete', ...more })
        }
      await remove('/none')
      await client.ask({ route: ADDING, method: 'delete' })
      const send = {
        route: SHAPES,
        method: 'post',
        query: '?name=cube.off',
        body: 'OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n',
      }
      await client.ask(send)
      await client.ask(send)
      await client.ask({ ...send, query: '?name=cube.txt' })
      await client.ask({ ...send, query: '?name=..%2fcube.off' })
      await client.ask({ ...send, headers: { authorization: '' } })
      await client.ask({ ...send, headers: { origin: 'https://example.org' } })
      await client.ask({ ...send, body: 'x'.repeat(MAX_UPLOAD_BYTES + 1) })

      writeFileSync(join(kit, 'ball', 'ball_0.obj'), 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n')
      for (const route of [MESH, THUMBNAIL]) await client.ask({ route, number: ball })
      expect(await remove(kit)).toMatchObject({ folders: [{ prefix: 'uploads/' }] })
      const all = [ROOT, ADDING, FAMILIES, DUPLICATES, TABLE, SORTED, BACKUP, ...SHOWN.map(({ route }) => route)]
      const isAsked = (route: string) => route.startsWith(SHAPES) || all.includes(route)
      const described = client.described(isAsked).filter((told) => !/ (431|500)$/.test(told))
      expect([...client.seen].filter((told) => isAsked(told.split(' ')[1])).sort()).toEqual(described.sort())
    },
  )

  it('LIB-18: answers as the command does: pages, neighbors, families, duplicates, the mesh in every format, a picture', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 3)
    putFile(join(kit, 'copy.obj'), readFileSync(join(kit, 'board', 'board_2.obj')))
    const sql = testCatalog(home)
    await add(sql, [kit])
    const shapekin = await startServer({ home })
    const json = async <View>(path: string) => (await get(shapekin, `/api${path}`)).json() as Promise<View>
    const pages = await Promise.all([0, 3, 6].map((offset) => json<ShapesPage>(`/shapes?limit=3&offset=${offset}`)))
    expect(pages.map(({ total, shapes }) => [total, shapes.length])).toEqual([[7, 3], [7, 3], [7, 1]]) // prettier-ignore
    const all = await json<ShapesPage>('/shapes')
    expect(pages.flatMap(({ shapes }) => shapes)).toEqual(all.shapes)
    expect((await json<ShapesPage>('/shapes?search=BOARD_1')).shapes).toMatchObject([{ triangles: 12, class: 'board' }])

    const copy = all.shapes.find(({ id }) => id === 'kit/copy.obj')
    const similar = await json<SimilarView>(`/shapes/${copy?.number}/similar?k=2`)
    expect(similar.nearest[0]).toMatchObject({ id: 'kit/board/board_2.obj', likeness: 100 })
    expect(await json(`/shapes/${similar.nearest[0].number}`)).toMatchObject({ id: 'kit/board/board_2.obj' })
    const families = await json<FamiliesView>('/library/families?groups=2')
    expect(families.families.map(({ name, size }) => [name, size])).toEqual([['board', 4], ['ball', 3]]) // prettier-ignore
    expect(await json('/library/duplicates?tolerance=0.1')).toMatchObject({
      shapes: 7,
      duplicates: [{ id: 'kit/copy.obj', of: { id: 'kit/board/board_2.obj' }, changes: [] }],
    })

    expect(await json(`/shapes/${copy?.number}/duplicates?tolerance=0.1`)).toMatchObject({
      duplicates: [{ id: 'kit/copy.obj', of: { id: 'kit/board/board_2.obj' } }],
    })
    const table = await (await get(shapekin, '/api/library/table?what=descriptions')).text()
    const line = table.split('\n').find((each) => each.startsWith('kit/copy.obj,'))
    const { values, descriptor } = await json<HistogramView>(`/shapes/${copy?.number}/histogram`)
    expect(Float32Array.from(line?.split(',').slice(2) ?? [], Number)).toEqual(Float32Array.from(values))
    expect(descriptor).toContain('shape (up y')

    const original = parseMesh(readFileSync(join(kit, 'board', 'board_2.obj')), 'obj')
    for (const [end, format] of [
      ['stl', 'stl'],
      ['obj', 'obj'],
      ['ply', 'ply'],
      ['glb', 'gltf'],
    ] as const) {
      // prettier-ignore
      const answer = await get(shapekin, `/api/shapes/${copy?.number}/mesh?format=${end}`)
      const { positions, triangles } = await parseMesh(new Uint8Array(await answer.arrayBuffer()), format)
      const corners = Array.from(triangles, (vertex) => [...positions.subarray(3 * vertex, 3 * vertex + 3)])
      expect(corners).toEqual(
        Array.from(original.triangles, (vertex) => [...original.positions.subarray(3 * vertex, 3 * vertex + 3)]),
      )
    }
    const sorted = await sortKept(sql, { choice: {} }, () => undefined)
    const answer = await json<SortedView>('/library/sorted')
    expect(answer).toMatchObject({ classes: ['ball', 'board'], level: 1, sorted: 6, space: sorted.sorting.space })
    expect(answer.placements).toMatchObject([
      { number: copy?.number, class: 'board', nearest: { id: 'kit/board/board_2.obj' }, distance: 0 },
    ])
    expect(answer.placements[0].confidence).toBe(sorted.sorting.placements[0].confidence)
    const backup = join(home, 'backup.sqlite')
    writeFileSync(backup, Buffer.from(await (await get(shapekin, '/api/library/backup')).arrayBuffer()))
    const restored = openCatalog(backup)
    expect(contentOf(restored)).toEqual(contentOf(sql))
    restored.close()

    const picture = await get(shapekin, `/api/shapes/${copy?.number}/thumbnail`)
    expect(Buffer.from(await picture.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP')
  })

  it('LIB-19: a file that is sent is kept by its content: the same again adds nothing', async () => {
    const home = temporaryFolder()
    putBallsAndBoards(join(home, 'kit'), 1)
    const board = readFileSync(join(home, 'kit', 'board', 'board_0.obj'))
    const sql = testCatalog(home)
    await add(sql, [join(home, 'kit')])
    const shapekin = await startServer({ home })
    const send = async (name: string) => {
      const answer = await fetch(`${shapekin.address}/api/shapes?name=${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shapekin.home.token}`, 'content-type': 'application/octet-stream' },
        body: board,
      })
      return { status: answer.status, ...((await answer.json()) as ShapesPage) }
    }
    const first = await send('my board.obj')
    expect(first).toMatchObject({ status: 201, total: 1, shapes: [{ status: 'ok', triangles: 12 }] })
    expect(first.shapes[0].id).toMatch(/^uploads\/[0-9a-f]{16}\/my board\.obj$/)
    const second = await send('my board.obj')
    expect(second).toEqual({ ...first, status: 200 })
    expect(sql.value('SELECT count(*) FROM content')).toBe(2) // it was known from the kit
    rmSync(join(home, 'kit'), { recursive: true })
    const similar = await (await get(shapekin, `/api/shapes/${first.shapes[0].number}/similar`)).json()
    expect(similar).toMatchObject({ nearest: [{ id: 'kit/board/board_0.obj', likeness: 100 }, {}] })
  })

  it('LIB-19: files that are sent together are added together, each with its own shape; what was sent before is not looked at again', async () => {
    const home = temporaryFolder()
    const shapekin = await startServer({ home })
    const send = async (i: number) => {
      const answer = await fetch(`${shapekin.address}/api/shapes?name=ball_${i}.obj`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shapekin.home.token}`, 'content-type': 'application/octet-stream' },
        body: writeObj(mapMesh(bumpySphere(100), scaling(1, 1, 1 + i)), `ball ${i}`),
      })
      return (await answer.json()) as ShapesPage
    }
    const [first] = (await send(0)).shapes
    putMesh(join(home, dirname(first.id), 'beside.obj'), bumpySphere(200))
    const sent = await Promise.all(Array.from({ length: 12 }, (_, i) => send(i + 1)))
    sent.forEach(({ total, shapes }, i) => {
      expect(total).toBe(1)
      expect(shapes[0].id).toMatch(new RegExp(`^uploads/[0-9a-f]{16}/ball_${i + 1}\\.obj$`))
      expect(shapes[0].status).toBe('ok')
    })
    const { shapes, files } = (await (await get(shapekin, '/api/library')).json()) as LibraryView
    expect([shapes, files]).toEqual([13, 13])
    await send(0)
    const grown = (await (await get(shapekin, '/api/library')).json()) as LibraryView
    expect(grown.files).toBe(14) // whoever sends a file again has its folder looked at
  })

  it('keeps what is said of its shapes: groups, names and the command go by it, also when the library has grown', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 3)
    const sql = testCatalog(home)
    await add(sql, [kit])
    const shapekin = await startServer({ home })
    const grouped = '/api/library/grouped'
    const json = async <View>(path: string, method = 'GET', body?: unknown) =>
      (await callApi(shapekin, path, { method, ...(body ? { body } : {}) })).json() as Promise<View>
    const familyOf = ({ ids, groups, named }: ShownShapes, id: string) =>
      named[groups[ids.indexOf(id)]].name || groups[ids.indexOf(id)]
    const ball = (number: number) => `kit/ball/ball_${number}.obj`

    const first = await json<ShownShapes>(`${grouped}/shapes?groups=2`)
    expect(familyOf(first, ball(0))).toBe(familyOf(first, ball(2)))
    await json(`${grouped}/groups/${first.groups[first.ids.indexOf(ball(1))]}?groups=2`, 'PUT', { name: 'Balls' })
    const parted = await json<ShownShapes>(`${grouped}/wishes?groups=2`, 'POST', { say: 'apart', shape: ball(2) })
    expect(familyOf(parted, ball(0))).toBe('Balls')
    expect(familyOf(parted, ball(2))).not.toBe('Balls')
    const joined = { say: 'together', shape: ball(2), with: 'kit/board/board_0.obj' }
    await json(`${grouped}/wishes?groups=2`, 'POST', joined)

    putMesh(join(kit, 'ball', 'ball_9.obj'), mapMesh(bumpySphere(120), scaling(1, 1.01)))
    await add(sql, [kit])
    const grown = await json<ShownShapes>(`${grouped}/shapes?groups=2`)
    expect(grown.ids).toHaveLength(7)
    expect([0, 1, 9].map((number) => familyOf(grown, ball(number)))).toEqual(['Balls', 'Balls', 'Balls'])
    expect(familyOf(grown, ball(2))).toBe(familyOf(grown, 'kit/board/board_0.obj'))
    const { families } = await json<FamiliesView>('/api/library/families?groups=2')
    const withBall = families.find(({ members }) => members.some(({ id }) => id === ball(2)))
    expect(withBall?.members.map(({ id }) => id)).toContain('kit/board/board_0.obj')
    expect(families.map(({ name }) => name)).toContain('Balls')
  })
})
