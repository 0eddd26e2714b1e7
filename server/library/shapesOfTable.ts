import { fileOfShape } from '../mesh/formats.js'
import type { MeshSource } from '../mesh/meshSource.js'
import { upToDraw } from '../mesh/upInFile.js'
import type { Table } from '../table/table.js'
import { librarySource } from './librarySource.js'
import { requireMeshFiles } from './findMeshFiles.js'

/** Meshes to draw, and the axis that points up in each. */
export interface DrawnShapes {
  readonly source: MeshSource
  readonly upOf: (id: string) => 'y' | 'z'
}

/**
 * Finds the meshes that a table was made from.
 *
 * @param paths the mesh files and folders that the table was made from
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
  const said = descriptor.kind === 'shape' ? descriptor.up : 'none'
  const drawn = { files: files.filter(({ id }) => known.has(id) || whole.has(id)), refused: [] }
  const split = ids.every((id) => id === fileOfShape(id)) ? 'none' : 'auto'
  return { source: librarySource(drawn, split, signal), upOf: (id) => upToDraw(id, said) }
}
