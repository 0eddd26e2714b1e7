import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeFamilies } from '../../server/cluster/describeFamilies.js'
import { EXPERIMENT_GROUPING, growGrouping } from '../../server/cluster/grouping.js'
import { likenessOf } from '../../server/cluster/likeness.js'
import { drawFamilies, type DrawnFamilies } from '../../server/library/drawFamilies.js'
import { shapesOfTable } from '../../server/library/shapesOfTable.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import type { Table } from '../../server/table/table.js'
import { bumpySphere, cube } from '../support/meshes.js'

const folder = mkdtempSync(join(tmpdir(), 'shapekin-families-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = ['ball_1', 'ball_2', 'ball_3', 'box_1', 'box_2', 'lone', 'gone']
const vectors = [[1, 0, 0], [0.99, 0.02, 0], [0.98, 0, 0.03], [0, 1, 0], [0.01, 0.99, 0], [0, 0, 1], [0, 0, -1]] // prettier-ignore
const groups = Int32Array.of(0, 0, 0, 1, 1, 2, 3)
const table: Table = {
  ids: names.map((name) => `${name}.obj`),
  classes: names.map(() => ''),
  values: Float32Array.from(vectors.flat()),
  dimension: 3,
  descriptor: { kind: 'foreign', numbers: 'embedding' },
}

describe('the families of a library', () => {
  let drawn: DrawnFamilies
  let page: string

  beforeAll(async () => {
    for (const name of names.slice(0, -1)) {
      const mesh = name.startsWith('box') ? cube() : bumpySphere(2000, 0)
      writeFileSync(join(folder, `${name}.obj`), writeObj(mesh, name))
    }
    writeFileSync(join(folder, 'not of the table.obj'), 'v 0 0 0\n')
    const { values, dimension, ids } = table
    const likeness = likenessOf('cosine', values, dimension)
    const families = describeFamilies({ values, count: ids.length, dimension }, groups, 'cosine', likeness)
    const work = { progress: () => undefined, signal: new AbortController().signal }
    drawn = await drawFamilies(
      {
        shapes: await shapesOfTable([folder], table, work.signal),
        table,
        labels: groups,
        grouping: await growGrouping(table, EXPERIMENT_GROUPING),
        families,
        out: join(folder, 'groups.tsv'),
      },
      work,
    )
    page = readFileSync(drawn.files[0], 'utf8')
  })

  it('are a page and a sheet beside the table, with map and tree; a shape without a file is counted', () => {
    const names = ['groups', 'groups-map', 'groups-tree'].flatMap((name) => [`${name}.svg`, `${name}.png`])
    expect(drawn.files).toEqual(['groups.html', ...names].map((name) => join(folder, name)))
    for (const name of names.filter((each) => each.endsWith('.svg')))
      expect(readFileSync(join(folder, name), 'utf8')).toContain('xmlns="http://www.w3.org/2000/svg"')
    expect(drawn.missing).toBe(1)
  })

  it('stand on the page by size, each with a picture of every member, those alone at the end', () => {
    const sections = page.split('<section').slice(1)
    expect(sections.map((section) => /data-name="(.*?)"/.exec(section)?.[1])).toEqual(['ball', 'box', 'Like no other'])
    expect(sections.map((section) => section.split('data:image/webp').length - 1)).toEqual([3, 2, 1])
    for (const id of table.ids) expect(page).toContain(`title="${id}"`)
    expect(page).toContain('no picture')
  })

  it('need nothing from elsewhere', () => {
    expect(page.match(/(?:src|href)="(?!data:)[^"]*"|url\(|https?:/g)).toBeNull()
  })

  it('are told apart by the picture: a ball is round, a box is not', async () => {
    const pictures = [...page.matchAll(/data:image\/webp;base64,([^"]*)/g)].map(([, text]) =>
      Buffer.from(text, 'base64'),
    )
    const filled = await Promise.all(pictures.map(coveredShare))
    for (const share of filled.slice(0, 3)) expect(share).toBeCloseTo(Math.PI / 4 / 1.04 ** 2, 2)
    expect(filled[3]).toBeLessThan(filled[0] - 0.02)
    expect(filled[3]).toBe(filled[4])
  })
})

async function coveredShare(file: Buffer): Promise<number> {
  const { width, height } = await loadImage(file)
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(await loadImage(file), 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  let covered = 0
  for (let i = 3; i < data.length; i += 4) covered += data[i] / 255
  return covered / (width * height)
}
