import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handDriven, settle } from '../support/handDriven.js'
import { DISK_KINDS, smallDisk } from '../support/smallDisk.js'
import { callApi, startServer } from '../support/startServer.js'

/** The server died, and all other work with it, when its home could not be written in the middle of a run. */
describe.each(DISK_KINDS)('a home on a %s that fills up', (kind) => {
  it('RUN-8: fails the run that is under way, keeps the next, and tells the disk as soon as it can', async ({
    skip,
  }) => {
    const disk = smallDisk(kind, 3_000_000) ?? skip('mounting needs root')
    const { runs, ask, connect, roads, statusOf, store } = handDriven(disk.folder)
    connect().hello('background-1')
    const id = ask()
    await settle()
    writeFileSync(join(roads[0].folder, 'a'), 'made')
    disk.leave(0)
    roads[0].arrive()
    expect(await runs.ended(id)).toMatchObject({ state: { status: 'failed', error: { code: 'output.diskFull' } } })
    disk.leave(0) // the files of the failed run have made room
    expect(() => ask()).toThrow(expect.objectContaining({ code: 'output.diskFull' }))
    disk.leave(Infinity)
    const next = ask()
    expect(store.load().records.find((record) => record.id === id)).toEqual(runs.get(id))
    await settle()
    expect(statusOf(next)).toBe('running')
  })

  it('RUN-8: that becomes read-only fails the run, and hears of it when it can be written again', async ({ skip }) => {
    const disk = smallDisk(kind, 3_000_000) ?? skip('mounting needs root')
    const { runs, ask, roads, connect, statusOf, store } = handDriven(disk.folder)
    connect().hello('background-1')
    const id = ask()
    await settle()
    disk.setReadOnly(true)
    roads[0].arrive()
    expect(await runs.ended(id)).toMatchObject({ state: { status: 'failed', error: { code: 'output.notWritable' } } })
    expect(() => ask()).toThrow(expect.objectContaining({ code: 'output.notWritable' }))
    disk.setReadOnly(false)
    const next = ask()
    expect(store.load().records.find((record) => record.id === id)).toEqual(runs.get(id))
    expect(existsSync(roads[0].folder)).toBe(false)
    await settle()
    expect(statusOf(next)).toBe('running')
  })

  it('leaves the server answering: 507 for a new run, 200 for its health', async ({ skip }) => {
    const disk = smallDisk(kind, 3_000_000) ?? skip('mounting needs root')
    const shapekin = await startServer({ home: disk.folder })
    disk.leave(0)
    for (const path of ['/api/nothing', '/api/runs/0123456789abcdef']) await callApi(shapekin, path)
    const refused = await callApi(shapekin, '/api/runs', { method: 'POST', body: { count: 20 } })
    const { code, detail } = (await refused.json()) as { code: string; detail: string }
    expect([refused.status, code]).toEqual([507, 'output.diskFull'])
    expect(detail).not.toContain('--out')
    expect((await callApi(shapekin, '/api/health')).status).toBe(200)
    expect(await (await callApi(shapekin, '/api/runs')).json()).toEqual([])
  })
})
