import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VERSIONS } from '../../server/system/versions.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Everything that a command writes to `--out`; what is read is not there, so what is said of the output came first. */
const WRITES_FILE = {
  describe: ['nowhere.stl'],
  embed: ['nowhere.stl', '--checkpoint', 'nowhere'],
  cluster: ['nowhere.tsv', '--groups', '2'],
  sort: ['nowhere.tsv'],
}
const WRITES_FOLDER = {
  run: [],
  generate: [],
  train: ['--train', 'nowhere.tsv', '--valid', 'nowhere.tsv'],
  pretrain: ['--labelled', 'nowhere'],
}

describe('an output that can not be written', () => {
  it.each(Object.entries({ ...WRITES_FILE, ...WRITES_FOLDER }))(
    'is told by %s before any work, and leaves nothing behind',
    async (command, args) => {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'file'), 'mine')
      // Root may write nearly everywhere, but nobody below a file, and nobody in /proc.
      const places = [join(folder, 'file', 'out'), ...(existsSync('/proc/self') ? ['/proc/nowhere/out'] : [])]
      for (const out of places) {
        const { code, stdout, stderr } = await runCli([command, ...args, '--out', out, '--json'], {
          SHAPEKIN_HOME: folder,
        })
        expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'output.notWritable' } }])
        expect(stderr).toMatch(/^shapekin: .* can not be written: E[A-Z]+\. .*\n$/)
      }
      expect(readdirSync(folder)).toEqual(['file'])
    },
  )

  it.each(Object.entries(WRITES_FILE))('%s writes no file in the place of a folder', async (command, args) => {
    const folder = temporaryFolder()
    const { code, stderr } = await runCli([command, ...args, '--out', folder], { SHAPEKIN_HOME: folder })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^shapekin: .*it is a folder/)])
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    { command: 'run', holds: 'a trained network', names: ['report.json', 'checkpoint.json', 'weights.bin'] },
    { command: 'generate', holds: 'a run', names: ['report.json', 'recipes.jsonl', 'labels.tsv', 'train.tsv'] },
    { command: 'generate', holds: 'a library of meshes', names: ['chair.obj', 'table.stl'] },
  ])('$command does not replace $holds', async ({ command, names }) => {
    const folder = temporaryFolder()
    for (const name of names) writeFileSync(join(folder, name), 'irreplaceable')
    const { code, stderr } = await runCli([command, '--count', '20', '--out', folder])
    expect([code, stderr]).toEqual([1, expect.stringContaining('holds other files')])
    expect(readdirSync(folder).sort()).toEqual(names.sort())
  })

  it.each(['describe', 'embed'])('%s names a home that can not be written', async (command) => {
    const folder = temporaryFolder()
    const [mesh, file] = [join(folder, 'mesh.stl'), join(folder, 'file')]
    for (const path of [mesh, file]) writeFileSync(path, '')
    const checkpoint = command === 'embed' ? ['--checkpoint', 'checkpoints/pretrained'] : []
    const args = [command, mesh, ...checkpoint, '--out', join(folder, 'out.tsv'), '--json']
    const { code, stdout } = await runCli(args, { SHAPEKIN_HOME: join(file, 'home') })
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'server.homeNotWritable' } }])
  })
})

describe('wrong use', () => {
  it.each([
    'describe x --points 3',
    'describe x --points abc',
    'describe x --workers 0',
    'describe x --up q',
    'train --train x --valid x --epochs 0',
    'train --train x --valid x --seed -1',
    'train --train x --valid x --temperature warm',
    'train --train x --valid x --loss hinge',
    'train --train x --valid x --backend cuda',
    'embed x --checkpoint x --up q',
    'cluster x --groups 0',
    'cluster x --groups 2.5',
    'cluster x --groups NaN',
    'cluster x --similarity warm',
    'cluster x --linkage centroid',
    'sort x --center q',
    'pretrain --labelled x --workers abc',
    'pretrain --labelled x --label tag',
    'generate --count -1',
    'run --colors red',
    'run --nosuch',
  ])('of `%s`: exit 2, one sentence, with --json one object', async (line) => {
    const out = join(temporaryFolder(), 'out')
    const { code, stdout, stderr } = await runCli([...line.split(' '), '--out', out, '--json'])
    expect(code).toBe(2)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'input.invalid' } })
    expect(existsSync(out)).toBe(false)
  })

  it.each(['serve --port x', 'serve --port 70000', 'similar x --in x -k 0', 'nosuch', 'cluster'])(
    'of `%s`: exit 2',
    async (line) => expect((await runCli(line.split(' '))).code).toBe(2),
  )

  it.each(['embed --checkpoint checkpoints/pretrained', 'sort --unsorted new'])(
    'says that no file gave numbers: %s',
    async (line) => {
      const home = temporaryFolder()
      const library = join(home, 'library')
      for (const name of ['new', 'old']) mkdirSync(join(library, name), { recursive: true })
      for (const name of ['new/a.stl', 'old/b.stl']) writeFileSync(join(library, name), 'garbage')
      const args = [...line.split(' '), library, '--out', join(home, 'out.tsv'), '--json']
      const { code, stdout } = await runCli(args, { SHAPEKIN_HOME: home })
      expect(code).toBe(1)
      const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
      expect(error.code).toBe('descriptor.noneDescribed')
      expect(error.message).toMatch(/None of the 2 files .*a\.stl: Line 1: found garbage instead of solid/)
      expect(readdirSync(home)).not.toContain('out.tsv')
    },
  )
})

it('tells its version', async () => {
  expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: `${VERSIONS.shapekin}\n` })
})
