import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Description } from '../../server/descriptor/describeMesh.js'
import { DescriptionLog } from '../../server/run/descriptionLog.js'
import { Stages, type Artefact } from '../../server/run/stages.js'
import { writeWholeBy } from '../../server/system/writeWhole.js'

const folderOf = () => mkdtempSync(join(tmpdir(), 'shapekin-stages-'))
const text = (name: string): Artefact<string> => ({
  write: (folder, value) => Promise.resolve(writeFileSync(join(folder, name), value)),
  read: (folder) => Promise.resolve(readFileSync(join(folder, name), 'utf8')),
})
const open = (folder: string, seen: string[] = []) =>
  new Stages(
    folder,
    ({ stage }) => seen.push(stage),
    () => 0,
  )

describe('Stages', () => {
  it('goes on where a killed run stopped: what is done is read, what was broken off is done again', async () => {
    const folder = folderOf()
    const killed = open(folder)
    await killed.make('shapes', text('shapes'), () => 'one')
    await expect(killed.make('train', text('train'), () => Promise.reject(new Error('killed')))).rejects.toThrow()

    const seen: string[] = []
    const resumed = open(folder, seen)
    const mustNotRun = () => {
      throw new Error('done again')
    }
    expect(await resumed.make('shapes', text('shapes'), mustNotRun)).toBe('one')
    expect(await resumed.make('train', text('train'), () => 'two')).toBe('two')
    expect(seen).toEqual(['train'])
    await resumed.close()
    expect(existsSync(join(folder, 'stages.json'))).toBe(false)
  })

  it('leaves nothing of a file in whose writing a process was killed', async () => {
    const folder = folderOf()
    await writeWholeBy(join(folder, 'map.svg'), (place) => {
      writeFileSync(place, 'half')
      copyFileSync(place, place.replace(/[\da-f]{12}/, '0123456789ab')) // as one that was killed would leave it
    })
    expect(readdirSync(folder)).toHaveLength(2)
    await open(folder).close()
    expect(readdirSync(folder)).toEqual(['map.svg'])
  })

  it('starts work ahead of its stage, which tells how far it is and takes what became of it', async () => {
    const folder = folderOf()
    const seen: string[] = []
    const stages = new Stages(
      folder,
      ({ stage, done }) => seen.push(`${stage} ${done}`),
      () => 0,
    )
    const tree = stages.ahead('tree', (tick) => {
      tick(1, 2)
      tick(2, 2)
      return Promise.resolve('grown')
    })
    const cut = stages.ahead('cut', () => Promise.reject(new Error('no cut')))
    await stages.make('train', text('train'), () => 'trained')
    expect(seen).toEqual(['train 0'])
    expect(await stages.make('tree', text('tree'), tree)).toBe('grown')
    expect(seen).toEqual(['train 0', 'tree 0', 'tree 2'])
    await expect(stages.run('cut', cut)).rejects.toThrow('no cut')
    const mustNotRun = () => {
      throw new Error('done again')
    }
    expect(await stages.make('tree', text('tree'), open(folder).ahead('tree', mustNotRun))).toBe('grown')
  })

  it('does a stage again whose files were written but not yet entered', async () => {
    const folder = folderOf()
    writeFileSync(join(folder, 'shapes'), 'half')
    expect(await open(folder).make('shapes', text('shapes'), () => 'whole')).toBe('whole')
    expect(readFileSync(join(folder, 'shapes'), 'utf8')).toBe('whole')
  })

  it.each(['', '{"shapes":', '[]', '{"shapes":"x"}'])(
    'does everything again when its list is damaged: %j',
    async (list) => {
      const folder = folderOf()
      writeFileSync(join(folder, 'stages.json'), list)
      expect(await open(folder).make('shapes', text('shapes'), () => 'new')).toBe('new')
    },
  )
})

describe('DescriptionLog', () => {
  const description: Description = {
    values: Float32Array.of(0.1, -3e-38, 7),
    hitFraction: 0.25,
    repairs: [{ kind: 'flatTriangles', count: 3 }],
    seconds: 0.5,
  }

  it('gives back what was put in, to the last bit, after a kill that cut the last line', async () => {
    const path = join(folderOf(), 'log')
    const log = await DescriptionLog.open(path)
    await log.put('a', description)
    await log.put('b', { ...description, values: Float32Array.of(1) })
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, whole.slice(0, -9))
    const reopened = await DescriptionLog.open(path)
    expect(await reopened.get('a')).toEqual(description)
    expect(await reopened.get('b')).toBeUndefined()
    await reopened.put('c', description)
    expect(await (await DescriptionLog.open(path)).get('c')).toEqual(description)
  })
})
