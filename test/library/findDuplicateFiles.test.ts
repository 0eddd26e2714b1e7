import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { findDuplicateFiles } from '../../server/library/findDuplicateFiles.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { mapMesh, scaling, turning } from '../support/changeMesh.js'
import { cube } from '../support/meshes.js'

const folder = mkdtempSync(join(tmpdir(), 'shapekin-duplicates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('names the files that hold the same shape, whatever their format; what can not be read ends nothing', async () => {
  const brick = mapMesh(cube(), scaling(1, 2, 3))
  mkdirSync(join(folder, 'b'))
  writeFileSync(join(folder, 'a.obj'), writeObj(brick, 'a'))
  writeFileSync(join(folder, 'b/c.stl'), writeStl(mapMesh(brick, turning([1, 0, 0], Math.PI / 3), [9, 0, 0])))
  writeFileSync(join(folder, 'b/d.stl'), writeStl(mapMesh(cube(), scaling(1, 2, 4))))
  writeFileSync(join(folder, 'e.obj'), 'v 0 0 0\n')
  const stages = new Set<string>()
  const found = await findDuplicateFiles([folder], 1, {
    progress: ({ stage }) => stages.add(stage),
    signal: new AbortController().signal,
  })
  expect(found.duplicates.map(({ id, class: label, of, changes }) => [id, label, of, changes])).toEqual([
    ['b/c.stl', 'b', 'a.obj', ['turned 60.0°']],
  ])
  expect(found.shapes).toBe(3)
  expect(found.refused.map(({ id, code }) => [id, code])).toEqual([['e.obj', 'mesh.empty']])
  expect([...stages]).toEqual(['read', 'compare'])
  expect(readFileSync(join(folder, 'a.obj'), 'utf8')).toBe(writeObj(brick, 'a'))
})

it('is cancelled at once', async () => {
  const abort = new AbortController()
  const finding = findDuplicateFiles([folder], 1, { progress: () => abort.abort(), signal: abort.signal })
  await expect(finding).rejects.toMatchObject({ code: 'cancelled' })
})
