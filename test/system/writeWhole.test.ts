import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { saveCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { DescriptionCache } from '../../server/library/descriptionCache.js'
import { exportFolder } from '../../server/run/exportFolder.js'
import { RunStore } from '../../server/run/runStore.js'
import { writeAllWhole, writeWhole, writeWholeSync } from '../../server/system/writeWhole.js'
import { writeTable } from '../../server/table/writeTable.js'
import { blobTable } from '../support/blobTable.js'
import { DISK_KINDS, smallDisk } from '../support/smallDisk.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Everything that Shapekin keeps, in a first and a second form of different bytes. */
const WRITERS: Readonly<Record<string, (folder: string, form: 1 | 2) => Promise<void> | void>> = {
  'a table': (folder, form) => writeTable(join(folder, 'table.tsv'), blobTable(151, 5, form)),
  'a checkpoint': (folder, form) =>
    saveCheckpoint(join(folder, 'checkpoint'), {
      name: 'checkpoint',
      expects: { kind: 'foreign', numbers: 'histogram' },
      network: createNetwork(128, [128, 32, 16], new Random(form, 0)),
      scaling: plainScaling('none', 128),
      record: { kind: 'network', options: TrainOptions.parse({}), backend: 'cpu', versions: {}, metrics: {} },
    }),
  'a description': (folder, form) => {
    const values = Float32Array.from({ length: 3000 }, (_, i) => form * i)
    const description = { values, seconds: form, repairs: [] }
    return new DescriptionCache(folder).put('abcd', description, DescribeOptions.parse({}))
  },
  'a record': (folder, form) => {
    const files = Array.from({ length: 400 }, (_, i) => `${form} ${i}`)
    const record = { id: '0123456789abcdef', created: form, door: 'rest', request: RunRequest.parse({}) } as const
    new RunStore(folder, '0.0.0').save({
      ...record,
      state: { status: 'failed', error: { code: 'x', message: files.join() } },
    })
  },
  'an exported folder': (folder, form) => {
    const source = temporaryFolder()
    for (const name of ['a', 'b/c']) {
      mkdirSync(join(source, 'b'), { recursive: true })
      writeFileSync(join(source, name), Buffer.alloc(60_000, form))
    }
    return exportFolder(source, join(folder, 'out'))
  },
}

const FREE_BYTES = [0, 4_096, 8_192, 20_000, 40_000, 61_440, 100_000, 122_880, 160_000, 200_000, 1_000_000]

/** Path -> content of all files, ballast apart. */
const contents = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'ballast')
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  )

describe.each(DISK_KINDS)('on a %s that is nearly full', (kind) => {
  it.for(Object.keys(WRITERS))('%s is the new one or the old one, whole', async (what, { skip }) => {
    const disk = smallDisk(kind, 3_000_000) ?? skip('mounting needs root')
    const write = WRITERS[what]
    const form = async (folder: string, which: 1 | 2) => {
      await write(folder, which)
      return contents(folder)
    }
    const outcomes: string[] = []
    for (const free of FREE_BYTES) {
      const kept = join(disk.folder, `kept${free}`)
      disk.leave(Infinity)
      mkdirSync(kept)
      const old = await form(kept, 1)
      disk.leave(free)
      let said: unknown
      try {
        await write(kept, 2)
      } catch (cause) {
        said = cause
      }
      const found = contents(kept)
      if (said === undefined) expect(found).toEqual(await form(temporaryFolder(), 2))
      else {
        expect(said).toBeInstanceOf(ShapekinError)
        expect(said).toMatchObject({ code: 'output.diskFull' })
        expect((said as ShapekinError).values['path']).toContain(kept)
        expect(found).toEqual(old)
      }
      outcomes.push(said === undefined ? 'new' : 'old')
      rmSync(kept, { recursive: true })
    }
    expect([outcomes[0], outcomes.at(-1)]).toEqual(['old', 'new'])
  })
})

describe('writeWhole', () => {
  const writers = {
    writeWhole,
    writeWholeSync: (...file: [string, string]) => Promise.resolve(file).then((given) => writeWholeSync(...given)),
  }

  describe.each(Object.entries(writers))('%s', (_name, write) => {
    it('makes the folders, and leaves the file alone in it', async () => {
      const folder = temporaryFolder()
      await write(join(folder, 'a/b/file'), 'text é')
      expect(contents(folder)).toEqual(new Map([['/a/b/file', Buffer.from('text é').toString('latin1')]]))
    })

    // The umask of most people would take the right of others to write away from a new file.
    it.each([0o640, 0o666])('keeps the mode %o of the file and the link to it', async (mode) => {
      const folder = temporaryFolder()
      const [file, link] = [join(folder, 'file'), join(folder, 'link')]
      writeFileSync(file, 'old')
      chmodSync(file, mode)
      symlinkSync('file', link)
      await write(link, 'new')
      expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', mode])
      expect([lstatSync(link).isSymbolicLink(), readlinkSync(link)]).toEqual([true, 'file'])
    })

    it('takes a name as long as the system allows', async () => {
      const folder = temporaryFolder()
      await write(join(folder, 'n'.repeat(255)), 'text')
      expect(readdirSync(folder)).toEqual(['n'.repeat(255)])
    })

    it('says which file could not be written and why, and leaves nothing', async () => {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'file'), '')
      await expect(write(join(folder, 'file/below'), 'text')).rejects.toMatchObject({
        code: 'output.notWritable',
        values: { path: join(folder, 'file/below'), reason: expect.stringMatching(/ENOTDIR|EEXIST/) as string },
      })
      mkdirSync(join(folder, 'taken/child'), { recursive: true })
      await expect(write(join(folder, 'taken'), 'text')).rejects.toMatchObject({ code: 'output.notWritable' })
      expect(readdirSync(folder).sort()).toEqual(['file', 'taken'])
    })
  })

  it('of files that belong together writes none when one can not be made', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'first'), 'old')
    writeFileSync(join(folder, 'plain'), '')
    await expect(
      writeAllWhole([
        [join(folder, 'first'), 'new'],
        [join(folder, 'plain/second'), 'new'],
      ]),
    ).rejects.toMatchObject({ code: 'output.notWritable', values: { path: join(folder, 'plain/second') } })
    expect(contents(folder)).toEqual(
      new Map([
        ['/first', 'old'],
        ['/plain', ''],
      ]),
    )
  })

  it.skipIf(process.platform === 'win32')('writes into a pipe as it is', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    const maker = spawn('mkfifo', [pipe])
    await once(maker, 'exit')
    const reader = spawn('cat', [pipe])
    let read = ''
    reader.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()))
    await writeWhole(pipe, 'through the pipe')
    await once(reader, 'close')
    expect([read, statSync(pipe).isFIFO()]).toEqual(['through the pipe', true])
  })
})
