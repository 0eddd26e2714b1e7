import { fileOfShape, FORMATS, isImported, meshFormatOf } from '../mesh/formats.js'
import type { MeshSource } from '../mesh/meshSource.js'
import type { Table } from '../table/table.js'
import { librarySource } from './librarySource.js'
import { requireMeshFiles } from './findMeshFiles.js'

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
  const { files } = await requireMeshFiles(paths, 'imported')
  const said = descriptor.kind === 'shape' && descriptor.up !== 'none' ? descriptor.up : undefined
  const drawn = { files: files.filter(({ id }) => known.has(id) || whole.has(id)), refused: [] }
  const split = ids.every((id) => id === fileOfShape(id)) ? 'none' : 'auto'
  return { source: librarySource(drawn, split, signal), upOf: (id) => said ?? upByFormat(id) }
}

/** What points up by the format's own rule or custom; y where nobody says it, as in most libraries of assets. */
export function upByFormat(id: string): 'y' | 'z' {
  if (isImported(fileOfShape(id))) return 'z'
  const format = meshFormatOf(fileOfShape(id))
  return format !== undefined && (FORMATS[format].up as string) === 'z' ? 'z' : 'y'
}
