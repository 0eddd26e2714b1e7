import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import type { SpaceReport } from '../../server/library/judgeSpace.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { readRows } from '../../server/table/readRows.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Milliseconds for several runs of the command on a busy machine. */
const MANY_RUNS = 240_000

it(
  'judges tables of any origin side by side, and leaves figures, curves and confusions',
  async () => {
    const folder = temporaryFolder()
    const write = (name: string, rows: readonly string[]) =>
      writeFileSync(join(folder, name), ['id\tclass\te0\te1', ...rows].join('\n') + '\n')
    write('good.tsv', ['a\tx\t1\t0', 'b\tx\t1\t0.1', 'c\ty\t0\t1', 'd\ty\t0.1\t1', 'e\t\t-1\t-1'])
    // As pandas writes a table of vectors.
    const poor = ['0,1.0,0.0,x', '1,0.0,1.0,x', '2,1.0,0.1,y', '3,0.1,1.0,y', '4,-1.0,-1.0,']
    writeFileSync(join(folder, 'poor.csv'), [',0,1,label', ...poor].join('\n') + '\n')
    const out = join(folder, 'judged')
    const tables = ['good.tsv', 'poor.csv'].map((name) => join(folder, name))
    const { code, stdout, stderr } = await runCli(['evaluate', ...tables, '--out', out, '--json'])
    expect(code, stderr).toBe(0)
    const { spaces } = JSON.parse(stdout) as { spaces: SpaceReport[] }
    expect(spaces.map(({ name, asked, figures }) => [name, asked, figures.nearest.mean, figures.map.mean])).toEqual([
      ['good', 4, 1, 1],
      ['poor', 4, 0, expect.closeTo((1 / 2 + 1 / 3 + 1 / 2 + 1 / 3) / 4, 12)],
    ])
    expect(spaces[1].confusion).toEqual({
      classes: ['x', 'y'],
      counts: [
        [0, 2],
        [2, 0],
      ],
    })
    expect(readdirSync(out).sort()).toEqual([
      'confusion-good.svg',
      'confusion-poor.svg',
      'evaluation.json',
      'figures.tsv',
      'precision-recall.svg',
    ])
    expect(JSON.parse(readFileSync(join(out, 'evaluation.json'), 'utf8'))).toEqual(spaces)
    const rows = await readRows(join(out, 'figures.tsv'))
    expect(rows).toHaveLength(2 * 3 * 7)
    expect(rows[0]).toEqual(['good', '', '4', 'nearest', '1.000000', '1.000000', '1.000000'])
    const curves = readFileSync(join(out, 'precision-recall.svg'), 'utf8')
    expect(curves.startsWith('<svg')).toBe(true)
    for (const name of readdirSync(out).filter((each) => each.endsWith('.svg')))
      expect(readFileSync(join(out, name), 'utf8'), name).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    for (const name of ['good', 'poor', 'recall', 'precision']) expect(curves).toContain(`>${name}<`)
    mkdirSync(join(folder, 'other'))
    writeFileSync(join(folder, 'other', 'good.tsv'), readFileSync(tables[0]))
    const alike = await runCli(['evaluate', tables[0], join(folder, 'other', 'good.tsv'), tables[0], '--json'])
    const { spaces: twice } = JSON.parse(alike.stdout) as { spaces: SpaceReport[] }
    expect(twice.map(({ name }) => name)).toEqual([`${basename(folder)}/good.tsv`, 'other/good.tsv'])
    const mixed = await runCli(['evaluate', tables[0], folder])
    expect([mixed.code, mixed.stderr]).toEqual([2, expect.stringContaining('tables, or meshes')])
  },
  MANY_RUNS,
)

it(
  'judges labelled meshes by the raw descriptor and by the checkpoint, and tells that there is nothing to judge',
  async () => {
    const folder = temporaryFolder()
    for (const [kind, mesh] of Object.entries({ boxes: cube(), balls: bumpySphere(200) }))
      for (const stretch of [1, 1.1, 1.2]) {
        mkdirSync(join(folder, 'library', kind), { recursive: true })
        writeFileSync(
          join(folder, 'library', kind, `${stretch}.obj`),
          writeObj(mapMesh(mesh, scaling(1, stretch, 1)), 'x'),
        )
      }
    const run = (...more: string[]) =>
      runCli(['evaluate', ...more, '--up', 'y', '--views', 'off'], { SHAPEKIN_HOME: join(folder, 'home') })
    const { code, stdout, stderr } = await run(join(folder, 'library'))
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^raw +6 +100\.0 \(100\.0\.\.100\.0\)/m)
    expect(stdout).toMatch(/^learned +6 +100\.0 /m)
    const one = await run(join(folder, 'library/boxes/1.obj'))
    expect([one.code, one.stderr]).toEqual([2, expect.stringContaining('nothing can be judged')])
  },
  MANY_RUNS,
)
