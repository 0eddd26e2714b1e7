import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listShapes } from '../../server/catalog/shapeRows.js'
import { readRoots } from '../../server/catalog/rootRows.js'
import { readShapeTable } from '../../server/catalog/shapeTable.js'
import { findMeshFiles } from '../../server/library/findMeshFiles.js'
import { voteLines } from '../../server/library/voteLines.js'
import { certaintyOf, voteUp } from '../../server/library/voteUp.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { readMeshBytes } from '../../server/mesh/readMeshBytes.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import { toMesh } from '../../server/mesh/toMesh.js'
import { uprightScores } from '../../server/mesh/uprightScores.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { row } from '../../server/table/table.js'
import { joined, mapMesh, scaling, turning } from '../support/changeMesh.js'
import { add, putFile, putMesh, testCatalog } from '../support/keptLibrary.js'
import { cube } from '../support/meshes.js'
import { sharedData } from '../support/sharedData.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const work = { signal: new AbortController().signal, progress: () => undefined }

/** A table of a top and four legs; y up. */
function stool(leg: number, wide: number): Mesh {
  const box = (size: readonly [number, number, number], at: readonly number[]) =>
    mapMesh(cube(), scaling(...size), [...at])
  const legs = [-1, 1].flatMap((x) =>
    [-1, 1].map((z) => box([0.05, leg / 2, 0.05], [x * 0.9 * wide, leg / 2, z * 0.8])),
  )
  return joined(box([wide, 0.05, 1], [0, leg, 0]), ...legs)
}

/** From y up to z up. */
const asZUp = (mesh: Mesh): Mesh => mapMesh(mesh, turning([1, 0, 0], Math.PI / 2))

describe('what points up', () => {
  it('is the same wherever the axes of a file point: the scores go with them', () => {
    const mesh = stool(1.3, 0.8)
    const [x, y, z] = uprightScores(checkMesh(mesh))
    expect(y).toBeGreaterThan(Math.max(x, z) + 0.3)
    const turned = mesh.positions.map((_, i) => mesh.positions[i - (i % 3) + ((i + 2) % 3)]) // x y z -> z x y
    expect(uprightScores(checkMesh({ ...mesh, positions: turned }))).toEqual([z, x, y])
    const [bx, by, bz] = uprightScores(checkMesh(cube()))
    expect([by - bx, bz - bx]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]) // a cube stands any way
  })

  it('is as sure as the share of votes is to be above one half', () => {
    expect([certaintyOf(0, 0), certaintyOf(1, 0), certaintyOf(3, 3)]).toEqual([0.5, 0.75, 0.5])
    // Beta(a + 1, b + 1) above one half, by the midpoint rule.
    for (const [votes, against] of [
      [9, 1],
      [60, 40],
      [17, 3],
    ] as const) {
      const density = Array.from({ length: 20_000 }, (_, i) => {
        const share = (i + 0.5) / 20_000
        return share ** votes * (1 - share) ** against
      })
      const sum = (part: readonly number[]) => part.reduce((total, each) => total + each, 0)
      expect(certaintyOf(votes, against)).toBeCloseTo(sum(density.slice(10_000)) / sum(density), 6)
    }
    expect(certaintyOf(200, 0)).toBeCloseTo(1, 12)
  })

  it('is found for each format of a library, and a shape has the same place whichever way its file is turned', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    for (let i = 0; i < 8; i++) {
      const mesh = stool(0.8 + i / 10, 0.6 + i / 20)
      putMesh(join(kit, `stool_${i}.obj`), mesh)
      putFile(join(kit, `turned_${i}.stl`), writeStl(asZUp(mesh)))
    }
    const sql = testCatalog(home)
    const { votes } = await add(sql, [kit], { up: 'auto' })
    expect(votes.map(({ format, up, votes: own, against, isSure }) => [format, up, own, against, isSure])).toEqual([
      ['obj', 'y', 8, 0, true],
      ['stl', 'z', 8, 0, true],
    ])
    expect(voteLines(votes)[1]).toBe('up        z in STL files: 8 of 8 STL meshes say so, 99.8 % sure')
    const table = readShapeTable(sql, 'description')
    for (let i = 0; i < 8; i++) {
      const [own, turned] = [i, i + 8].map((at) => row(table, at))
      expect(Math.max(...own.map((value, k) => Math.abs(value - turned[k])))).toBeLessThan(0.02)
    }
    expect(readRoots(sql)).toMatchObject([{ up: 'auto', ups: { obj: 'y', stl: 'z' } }])
    const again = await add(sql, [kit])
    expect([again.unchanged, again.votes]).toEqual([16, []])
    expect(listShapes(sql, { status: 'ok' }).shapes).toHaveLength(16)
  })

  it('is y, and said to be no more than a guess, where few meshes say it', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'one.stl'), writeStl(asZUp(stool(1, 1))))
    const votes = await voteUp((await findMeshFiles([home])).files, work)
    expect(votes).toMatchObject([{ format: 'stl', up: 'y', votes: 0, against: 1, certainty: 0.25, isSure: false }])
    expect(voteLines(votes)[0]).toContain('only 0 of 1 STL meshes say so: give --up y or z')
  })

  const kaykit = sharedData('kaykit')
  it.skipIf(kaykit === undefined)('is found in a kit of real objects, as it is and turned', async () => {
    const { files } = await findMeshFiles([kaykit ?? ''])
    const third = files.filter((_, i) => i % 3 === 0)
    const home = temporaryFolder()
    for (const [i, file] of third.entries())
      writeFileSync(join(home, `${i}.stl`), writeStl(asZUp(await toMesh(await readMeshBytes(file)))))
    const turned = (await findMeshFiles([home])).files
    const [asIs, asStl] = [await voteUp(third, work), await voteUp(turned, work)]
    expect([...asIs, ...asStl]).toMatchObject([
      { format: 'obj', up: 'y', isSure: true },
      { format: 'stl', up: 'z', isSure: true },
    ])
    expect(Math.min(asIs[0].certainty, asStl[0].certainty)).toBeGreaterThan(0.999)
  })
})
