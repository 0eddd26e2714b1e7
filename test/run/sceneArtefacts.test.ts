import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy } from '../../shared/schema/descriptorId.js'
import { objectGroups, sceneShapes, type MeasuredShapes } from '../../server/run/sceneArtefacts.js'
import { testRandom } from '../cluster/randomRows.js'

describe('groups.tsv of a scene', () => {
  const object = (name: string, shape: number) => ({
    name,
    library: '',
    collection: 'kit',
    shape,
    mesh: shape,
    instances: 0,
  })
  const listing = {
    objects: [object('a', 0), object('b', 1), object('b.001', 1)],
    leftOut: [{ name: 'lamp', code: 'scene.noSurface', sentence: 'lamp has no surface.' }],
    shapes: 2,
  }
  const refused = new Map([[1, { code: 'mesh.nonFinite', message: 'A vertex is no number.' }]] as const)
  const groups = { groups: Int32Array.of(0, -1, -1), names: ['Stool'] }

  it('tells of every object that shares a refused mesh why it has no group, and reads back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-artefacts-'))
    const artefact = objectGroups(listing, refused)
    await artefact.write(folder, groups)
    expect(readFileSync(join(folder, 'groups.tsv'), 'utf8').split('\n')).toEqual([
      'id\tclass\tstatus\tgroup',
      'a\tkit\tok\t0',
      'b\tkit\tmesh.nonFinite\t',
      'b.001\tkit\tmesh.nonFinite\t',
      'lamp\t\tscene.noSurface\t',
      '',
    ])
    expect(readFileSync(join(folder, 'names.tsv'), 'utf8')).toBe('group\tname\n0\tStool\n')
    expect(await artefact.read(folder)).toEqual(groups)
  })

  it('reads back an object without a group in the last line, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-artefacts-'))
    const artefact = objectGroups({ ...listing, leftOut: [] }, refused)
    await artefact.write(folder, groups)
    expect(await artefact.read(folder)).toEqual(groups)
  })
})

describe('the meshes of a scene', () => {
  const options = DescribeOptions.parse({ descriptor: 'shape', up: 'z' })
  const random = testRandom(3)
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5)
  const described: MeasuredShapes = {
    table: {
      descriptor: describedBy(options, 6),
      ids: ['a', 'b'],
      classes: ['kit', ''],
      dimension: 5,
      values: numbers(10),
    },
    meshes: [
      { repairs: [], seconds: 0.1 },
      { repairs: [], seconds: 0.2 },
    ],
    refused: [{ id: 'c', class: '', code: 'mesh.nonFinite', message: 'A vertex is no number.' }],
    known: 0,
    sizes: Float32Array.of(0.1, 3e-7),
    looks: [],
  }

  it.each([
    ['that were looked at', [numbers(4), numbers(4)]],
    ['that were not', []],
  ])('%s come back from the folder as they were, so that a killed grouping goes on', async (_, looks) => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-artefacts-'))
    const artefact = sceneShapes(options)
    await artefact.write(folder, { ...described, looks })
    expect(await artefact.read(folder)).toEqual({ ...described, looks })
  })
})
