import { fileOfShape, FORMATS, meshFormatOf } from '../mesh/formats.js'
import type { MeshSource } from '../mesh/meshSource.js'
import type { Table } from '../table/table.js'
import { fileSource } from './fileSource.js'
import { requireMeshFiles } from './findMeshFiles.js'
import { splitSource } from './splitSource.js'

/** Meshes to be drawn, and what points up in each. */
export interface DrawnShapes {
  readonly source: MeshSource
  readonly upOf: (id: string) => 'y' | 'z'
}

/**
 * The meshes that a table was made from.
 *
 * @param paths the mesh files and folders, as they were given then
 * @throws ShapekinError as requireMeshFiles
 */
export async function shapesOfTable(
  paths: readonly string[],
  { ids, descriptor }: Table,
  signal: AbortSignal,
): Promise<DrawnShapes> {
  const known = new Set(ids)
  const whole = new Set(ids.map(fileOfShape))
  const { files } = await requireMeshFiles(paths)
  const source = fileSource({ files: files.filter(({ id }) => known.has(id) || whole.has(id)), refused: [] })
  const said = descriptor.kind === 'shape' && descriptor.up !== 'none' ? descriptor.up : undefined
  const isWhole = ids.every((id) => id === fileOfShape(id))
  return { source: isWhole ? source : splitSource(source, signal), upOf: (id) => said ?? upByFormat(id) }
}

/** What points up by the format's own rule or custom; y where nobody says it, as in most libraries of assets. */
export function upByFormat(id: string): 'y' | 'z' {
  const format = meshFormatOf(fileOfShape(id))
  return format !== undefined && (FORMATS[format].up as string) === 'z' ? 'z' : 'y'
}
