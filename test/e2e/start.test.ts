import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { runCli, startCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

interface ListedRun {
  readonly id: string
  readonly status: string
}

describe('shapekin start', { timeout: 400_000 }, () => {
  it('serves first, shows the experiment as it is made, keeps serving, and takes it as it is the next time', async ({
    skip,
  }) => {
    if ((await findBlender()) === undefined) skip('no Blender here')
    const home = temporaryFolder()
    const out = join(home, 'out')
    const args = ['start', '--count', '20', '--seed', '5', '--out', out, '--port', '0']
    const start = async (...more: string[]) => {
      const cli = startCli([...args, ...more], { SHAPEKIN_HOME: home })
      const [, address] = await cli.waitFor(/(?:"address":"|serves )(http:[^"#]+?)(?:\/#|")/)
      const ask = (path: string, method = 'GET') =>
        fetch(`${address}/api/${path}`, {
          method,
          headers: { authorization: `Bearer ${readFileSync(join(home, 'token'), 'utf8')}` },
        })
      const runs = async () => (await (await ask('runs')).json()) as ListedRun[]
      const end = async () => {
        cli.child.kill('SIGINT')
        return (await cli.ended).code
      }
      return { ...cli, address, ask, runs, end }
    }

    const first = await start('--json')
    expect(await first.runs()).toMatchObject([{ status: expect.stringMatching(/queued|running/) as string }])
    const other = await runCli([...args, '--json'], { SHAPEKIN_HOME: home })
    expect([other.code, other.stdout]).toEqual([0, expect.stringContaining(first.address)])
    await first.waitFor(/"baseline":/)
    const [made, ...others] = await first.runs()
    expect([made.status, others]).toEqual(['done', []])
    const labels = readFileSync(join(out, 'labels.tsv'), 'utf8')
    expect(await (await first.ask(`runs/${made.id}/files/labels.tsv`)).text()).toBe(labels)
    expect(await first.end()).toBe(0)

    rmSync(out, { recursive: true })
    const second = await start()
    const [, page] = await second.waitFor(/^page +(.+)$/m) // what is printed last
    expect(page).toContain(second.address)
    expect(await second.runs()).toMatchObject([{ id: made.id, status: 'done' }])
    expect(readFileSync(join(out, 'labels.tsv'), 'utf8')).toBe(labels)
    expect(await second.end()).toBe(0)

    const third = await start('--again', '--json')
    const [again] = await third.runs()
    expect(again.id).not.toBe(made.id)
    await third.ask(`runs/${again.id}`, 'DELETE')
    await third.waitFor(/shapekin: Cancelled/)
    expect((await third.ask('health')).status).toBe(200)
    expect(await third.end()).toBe(0)

    // Ctrl-C leaves it under way, and the next start goes on with it.
    const fourth = await start('--again', '--json')
    await fourth.waitFor(/shapes/)
    const [left] = await fourth.runs()
    expect(await fourth.end()).toBe(0)
    const fifth = await start('--again', '--json')
    expect((await fifth.runs()).filter(({ status }) => /queued|running/.test(status))).toMatchObject([{ id: left.id }])
    expect(await fifth.end()).toBe(0)
  })
})
