import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { writeTable } from '../../server/table/writeTable.js'
import { Random } from '../../shared/random.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { blobTable } from '../support/blobTable.js'
import { runCli } from '../support/runCli.js'
import { DISK_KINDS, smallDisk } from '../support/smallDisk.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** On a disk nearly full a command replaced a good table by a cut one and ended with 0: the writer did not count its bytes. */
describe.each(DISK_KINDS)('a table on a %s that is nearly full', (kind) => {
  it('is whole or the old one, and the exit code says which', { timeout: 120_000 }, async ({ skip }) => {
    const disk = smallDisk(kind, 3_000_000) ?? skip('mounting needs root')
    const source = temporaryFolder()
    const [table, checkpoint, fresh] = ['table.tsv', 'checkpoint', 'fresh.tsv'].map((name) => join(source, name))
    await writeTable(table, blobTable(800, 5, 1))
    await saveCheckpoint(checkpoint, {
      name: 'checkpoint',
      expects: { kind: 'foreign', numbers: 'histogram' },
      network: createNetwork(128, [16], new Random(1, 0)),
      scaling: plainScaling('none', 128),
      record: { kind: 'network', options: TrainOptions.parse({}), backend: 'cpu', versions: {}, metrics: {} },
    })
    const embed = (out: string) => runCli(['embed', table, '--checkpoint', checkpoint, '--out', out])
    expect((await embed(fresh)).code).toBe(0)
    const whole = readFileSync(fresh)
    expect(whole.length).toBeGreaterThan(100_000)

    const out = join(disk.folder, 'out')
    mkdirSync(out)
    const place = join(out, 'embedding.tsv')
    for (const free of [100_000]) {
      disk.leave(free)
      const { code, stderr } = await embed(place)
      expect([code, stderr]).toEqual([1, expect.stringContaining(`The disk is full: ${place} could not be written`)])
      expect(readdirSync(out)).toEqual([])
    }
    disk.leave(Infinity)
    await writeTable(place, blobTable(20, 5, 2))
    const old = readFileSync(place)
    for (const free of [0, 100_000]) {
      disk.leave(free)
      expect((await embed(place)).code).toBe(1)
      expect(readFileSync(place)).toEqual(old)
      expect(readdirSync(out).sort()).toEqual(['embedding.report.json', 'embedding.tsv'])
    }
    disk.leave(1_000_000)
    expect((await embed(place)).code).toBe(0)
    expect(readFileSync(place)).toEqual(whole)
    expect(existsSync(join(disk.folder, 'ballast'))).toBe(true)
  })
})
