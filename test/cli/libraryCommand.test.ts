import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeFamilyNotes } from '../../server/catalog/familyNotesRow.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { Random } from '../../shared/random.js'
import { contentOf, putBallsAndBoards } from '../support/keptLibrary.js'
import { KILLABLE, runCli, startCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const KILLS = Number(process.env['SHAPEKIN_TEST_KILLS'] ?? 8)
const SEED = Number(process.env['SHAPEKIN_TEST_SEED'] ?? 7)
/** Milliseconds for a dozen starts of the command on a busy machine. */
const MANY_RUNS = 240_000 + 20_000 * KILLS
/** SIGUSR2 ends a thread of it. */
const HOW_TO_KILL = ['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGUSR2'] as const

function readLibrary(path: string) {
  const sql = openCatalog(path)
  try {
    return contentOf(sql)
  } finally {
    sql.close()
  }
}

/** As a person would on the page. */
function nameFamily(path: string, member: string, name: string): void {
  const sql = openCatalog(path)
  writeFamilyNotes(sql, { names: { [member]: name }, wishes: [] })
  sql.close()
}

describe('shapekin library', { timeout: MANY_RUNS }, () => {
  it('adds, lists and finds what is similar, by id and by file', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 3)
    const library = (...args: string[]) => runCli(['library', ...args, '--json'], { SHAPEKIN_HOME: home })
    const parsed = async (...args: string[]) => JSON.parse((await library(...args)).stdout) as Record<string, unknown>

    const { code, stdout } = await library('list')
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'catalog.notFound' } }])
    writeFileSync(join(kit, 'broken.off'), 'OFF\n3 1 0\n0 0')
    expect(await parsed('add', kit, '--views', 'off')).toMatchObject({ described: 7, shapes: 6, files: 7, refused: 1 })
    const listed = (await parsed('list', '--limit', '2', '--status', 'ok')) as { total: number; shapes: unknown[] }
    expect(listed).toMatchObject({ total: 6, shapes: [{ id: 'kit/ball/ball_0.obj' }, { id: 'kit/ball/ball_1.obj' }] })
    expect(await parsed('list', 'BROKEN')).toMatchObject({ total: 1, shapes: [{ status: 'mesh.truncated' }] })

    const told = async (...args: string[]) => (await runCli(['library', ...args], { SHAPEKIN_HOME: home })).stdout
    expect(await told('list', 'no such id')).toBe('nothing fits\n')
    expect(await told('add', kit)).toMatch(/1 without numbers[^]*`shapekin library list --status refused` tells why/)

    const byId = (await parsed('similar', 'kit/board/board_1.obj', '-k', '2')) as { nearest: { class: string }[] }
    expect(byId).toMatchObject({ itself: 'kit/board/board_1.obj', shapes: 6 })
    expect(byId.nearest.map((each) => each.class)).toEqual(['board', 'board'])
    expect(await parsed('similar', join(kit, 'board', 'board_1.obj'), '-k', '2')).toEqual(byId)
    // A file that the library does not hold is described.
    writeFileSync(join(home, 'other.obj'), `${readFileSync(join(kit, 'board', 'board_1.obj'), 'utf8')}\n# more\n`)
    const other = (await parsed('similar', join(home, 'other.obj'), '-k', '3')) as {
      nearest: { id: string; likeness: number }[]
    }
    expect(other.nearest[0].id).toBe('kit/board/board_1.obj')
    expect(other.nearest[0].likeness).toBeCloseTo(100, 4)
    expect(JSON.parse((await library('similar', 'kit/none.obj')).stdout)).toMatchObject({
      error: { code: 'library.unknownShape' },
    })
  })

  it('groups, compares, sorts, exports, backs up and forgets', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 3)
    writeFileSync(join(kit, 'copy.obj'), readFileSync(join(kit, 'ball', 'ball_0.obj')))
    const parsed = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(['library', ...args, '--json'], { SHAPEKIN_HOME: home })
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('shapekin:')])
      return JSON.parse(stdout) as Record<string, unknown>
    }
    const [table, links, placed, places, copy] = ['f.tsv', 'links', 'placed.tsv', 'places.tsv', 'copy.sqlite'].map(
      (name) => join(home, name),
    )
    await parsed('add', kit, '--views', 'off')
    nameFamily(join(home, 'library.sqlite'), 'kit/board/board_0.obj', 'shop signs')
    expect(await parsed('families', '--groups', '2', '--out', table, '--links', links, '--pictures')).toMatchObject({
      shapes: 7,
      families: [
        { name: 'ball', size: 4 },
        { name: 'shop signs', size: 3 },
      ],
      written: [
        table,
        ...['.html', '.svg', '.png', '-map.svg', '-map.png', '-tree.svg', '-tree.png'].map((end) =>
          join(home, `f${end}`),
        ),
        links,
      ],
    })
    // What a person called a family it is called in all of its pictures; their letters are drawn but in the page and the map's legend.
    for (const [end, legend] of [
      ['.html', 'shop signs'],
      ['-map.svg', '1 shop signs (3)'],
      ['-tree.svg', '0 ball (4)'],
    ])
      expect(readFileSync(join(home, `f${end}`), 'utf8')).toContain(legend)
    expect(await parsed('duplicates', '--tolerance', '0.1')).toMatchObject({
      shapes: 7,
      duplicates: [{ id: 'kit/copy.obj' }],
    })
    expect(await parsed('sort', '--out', placed)).toMatchObject({ sorted: 6, placed: 1 })
    expect(readFileSync(placed, 'utf8')).toContain('kit/copy.obj\tball\tkit/ball/ball_0.obj\t')
    expect(await parsed('export', '--what', 'places', '--out', places)).toMatchObject({ rows: 7 })
    const similar = await runCli(['similar', 'kit/copy.obj', '--in', places, '-k', '1', '--json'])
    expect(JSON.parse(similar.stdout)).toMatchObject({ nearest: [{ id: 'kit/ball/ball_0.obj' }] })
    await parsed('backup', '--out', copy)
    expect(await parsed('remove', kit)).toMatchObject({ shapes: 0, files: 0 })
    expect(await parsed('list', '--library', copy)).toMatchObject({ total: 7 })
    const wrong = await runCli(['library', 'export', '--out', 'x.doc', '--json'], { SHAPEKIN_HOME: home })
    expect([wrong.code, JSON.parse(wrong.stdout)]).toMatchObject([2, { error: { code: 'input.invalid' } }])
  })

  it('LIB-11: killed again and again, it goes on, and ends with what an undisturbed one gives, byte for byte', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 30)
    const args = (path: string) => ['library', 'add', kit, '--views', 'off', '--library', path]
    const whole = join(home, 'whole.sqlite')
    expect((await runCli(args(whole))).code).toBe(0)
    const expected = readLibrary(whole)
    const random = Random.of(SEED, 'sampling')
    const killed: string[] = []
    for (let round = 0; killed.length < KILLS; round++) {
      const path = join(home, `killed-${round}.sqlite`)
      let saved = 0
      for (let isDone = false; !isDone;) {
        const { child, ended } = startCli(args(path), KILLABLE)
        const how = HOW_TO_KILL[random.below(HOW_TO_KILL.length)]
        const timer = setTimeout(() => child.kill(how) && killed.push(how), 300 + 2500 * random.uniform())
        isDone = (await ended).code === 0
        clearTimeout(timer)
        if (!existsSync(path)) continue
        const sql = openCatalog(path)
        const now = Number(sql.value('SELECT count(*) FROM place'))
        sql.close()
        expect(now).toBeGreaterThanOrEqual(saved) // nothing that was kept is lost
        saved = now
      }
      expect(readLibrary(path), `seed ${SEED}: ${killed.join(' ')}`).toEqual(expected)
    }
    console.log(`seed ${SEED}: ${killed.join(' ')}`)
  })

  it('Ctrl-C saves what was done', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 40)
    const adding = startCli(['library', 'add', kit, '--views', 'off', '--library', join(home, 'l.sqlite'), '--json'])
    await adding.waitFor(/describe [1-9]/)
    adding.child.kill('SIGINT')
    const { code, stdout } = await adding.ended
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'cancelled' } }])
    const sql = openCatalog(join(home, 'l.sqlite'))
    expect(Number(sql.value('SELECT count(*) FROM place'))).toBeGreaterThan(0)
    sql.close()
  })
})
