import { currentSpace } from '../../catalog/catalogSpace.js'
import { placedFiles } from '../../catalog/filePlaces.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { fileOfShape } from '../../mesh/formats.js'
import type { MeshSource } from '../../mesh/meshSource.js'
import { fileSource } from '../fileSource.js'
import { upByFormat, type DrawnShapes } from '../shapesOfTable.js'
import { splitSource } from '../splitSource.js'
import { locateFiles } from './locateFiles.js'

/** The meshes of shapes of a library, read from where its files lie. */
export async function catalogShapes(sql: SqlFile, ids: readonly string[], signal: AbortSignal): Promise<DrawnShapes> {
  const wanted = new Set([...ids, ...ids.map(fileOfShape)])
  const known = placedFiles(sql, currentSpace(sql)?.id ?? 0).filter(({ id }) => wanted.has(id))
  const files = await locateFiles(known)
  const sourceOf = (split: 'none' | 'auto') =>
    fileSource({ files: files.filter(({ root }) => root.split === split), refused: [] })
  const ups = new Map(files.map(({ id, root }) => [id, root.up]))
  return {
    source: joinSources(sourceOf('none'), splitSource(sourceOf('auto'), signal)),
    upOf: (id) => {
      const up = ups.get(id) ?? ups.get(fileOfShape(id)) ?? 'none'
      return up === 'none' ? upByFormat(id) : up
    },
  }
}

/** What the first gives, then what the second gives. */
const joinSources = (first: MeshSource, second: MeshSource): MeshSource => ({
  get count() {
    return first.count + second.count
  },
  async *[Symbol.asyncIterator]() {
    const before = first.count
    yield* first
    for await (const shape of second) yield { ...shape, index: shape.index + before }
  },
})
