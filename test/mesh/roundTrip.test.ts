import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'

const coordinate = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0) // no -0
const meshes: fc.Arbitrary<Mesh> = fc
  .array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 3, maxLength: 30 })
  .filter((vertices) => new Set(vertices.map(String)).size > 1)
  .chain((vertices) =>
    fc.record({
      positions: fc.constant(Float32Array.from(vertices.flat())),
      // The first triangle names two different places, so that the mesh has an extent.
      triangles: fc.array(fc.nat(vertices.length - 1), { minLength: 3, maxLength: 60 }).map((corners) => {
        const second = vertices.findIndex((vertex) => String(vertex) !== String(vertices[0]))
        return Uint32Array.from([0, second, 0, ...corners.slice(0, corners.length - (corners.length % 3))])
      }),
    }),
  )

const corners = ({ positions, triangles }: Mesh): Float32Array =>
  Float32Array.from([...triangles].flatMap((vertex) => [...positions.subarray(3 * vertex, 3 * vertex + 3)]))

describe('a mesh that is written and read', () => {
  it('has the same corners, bit for bit, as STL', () => {
    fc.assert(
      fc.property(meshes, (mesh) => {
        expect(parseMesh(writeStl(mesh), 'stl').positions).toEqual(corners(mesh))
      }),
    )
  })

  it('is OBJ of triangles alone, which all other readers take', () => {
    fc.assert(
      fc.property(meshes, (mesh) => {
        const lines = writeObj(mesh, 'thing')
          .split('\n')
          .filter((line) => !/^(v .*|o thing)?$/.test(line))
        expect(lines).toHaveLength(mesh.triangles.length / 3)
        for (const line of lines) expect(line).toMatch(/^f \d+ \d+ \d+$/)
      }),
    )
  })

  it('has the same corners, bit for bit, as OBJ', () => {
    fc.assert(
      fc.property(meshes, fc.string(), (mesh, name) => {
        expect(parseMesh(Buffer.from(writeObj(mesh, name)), 'obj').positions).toEqual(corners(mesh))
      }),
    )
  })

  it('is read whole or refused by its code when any byte is changed or the end is cut', () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      byte: fc.nat(255),
      cut: fc.boolean(),
    })
    fc.assert(
      fc.property(meshes, change, fc.constantFrom('stl', 'obj'), (mesh, { at, byte, cut }, format) => {
        const bytes = Buffer.from(format === 'stl' ? writeStl(mesh) : writeObj(mesh, 'x'))
        const place = Math.floor(at * bytes.length)
        bytes[place] = byte
        try {
          const read = parseMesh(cut ? bytes.subarray(0, place) : bytes, format)
          expect(read.positions.every(Number.isFinite)).toBe(true)
          expect(read.positions.length).toBe(read.triangles.length * 3)
        } catch (error) {
          expect(error).toBeInstanceOf(ShapekinError)
          expect((error as ShapekinError).code).toMatch(/^mesh\./)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('readMeshFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-mesh-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const put = (name: string): string => {
    const path = join(folder, name)
    writeFileSync(path, 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n')
    return path
  }

  const makeFolder = (name: string): string => {
    mkdirSync(join(folder, name))
    return join(folder, name)
  }
  const pointer = (): string => {
    const path = join(folder, 'pointer')
    writeFileSync(path, `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 684\n`)
    return path
  }
  const linkTo = (target: string, name: string): string => {
    symlinkSync(target, join(folder, name))
    return join(folder, name)
  }

  it('goes by the extension in any case', async () => {
    expect((await readMeshFile(put('a.OBJ'))).triangles.length).toBe(3)
  })

  it.each([
    ['another extension', () => put('a.txt'), 'input.unknownFormat'],
    ['no file', () => join(folder, 'none.obj'), 'input.notFound'],
    ['a folder', () => makeFolder('folder.obj'), 'input.unreadable'],
    ['what Git LFS has not fetched', () => linkTo(pointer(), 'pointer.stl'), 'input.notFetched'],
    ['a device without end', () => linkTo('/dev/zero', 'endless.obj'), 'input.unreadable'],
  ])('names %s', async (_, path, code) => {
    await expect(readMeshFile(path())).rejects.toMatchObject({ code })
  })
})
