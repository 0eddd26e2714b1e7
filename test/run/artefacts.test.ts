import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { objectGroups } from '../../server/run/artefacts.js'

describe('groups.tsv of a scene', () => {
  const object = (name: string, shape: number) => ({ name, library: '', collection: 'kit', shape, instances: 0 })
  const listing = {
    objects: [object('a', 0), object('b', 1), object('b.001', 1)],
    leftOut: [{ name: 'lamp', code: 'scene.noSurface', sentence: 'lamp has no surface.' }],
    shapes: 2,
  }
  const refused = new Map([[1, { code: 'mesh.nonFinite', message: 'A vertex is no number.' }]] as const)
  const groups = Int32Array.of(0, -1, -1)

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
    expect(await artefact.read(folder)).toEqual(groups)
  })

  it('reads back an object without a group in the last line, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-artefacts-'))
    const artefact = objectGroups({ ...listing, leftOut: [] }, refused)
    await artefact.write(folder, groups)
    expect(await artefact.read(folder)).toEqual(groups)
  })
})
