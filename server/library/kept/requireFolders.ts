import { stat } from 'node:fs/promises'
import { ShapekinError } from '../../../shared/errors.js'

/**
 * Checks that every path is a folder.
 * @throws ShapekinError `input.notFound`, `input.invalid` for a path that is no folder
 */
export async function requireFolders(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const found = await stat(path).catch((cause: unknown) => {
      throw new ShapekinError('input.notFound', { path }, { cause })
    })
    if (!found.isDirectory())
      throw new ShapekinError('input.invalid', {
        field: 'folder',
        problem: `${path} is a file, not the folder that it lies in`,
      })
  }
}
