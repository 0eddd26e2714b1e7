import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import { placedFiles } from '../../catalog/placedFiles.js'
import { trianglesOf } from '../../catalog/shapeRows.js'
import { keepSignatures, readSignatures } from '../../catalog/signatureRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { RefusedShape } from '../../descriptor/describeSource.js'
import { packSignature, unpackSignature } from '../../duplicates/signature.js'
import type { Up } from '../../mesh/upInFile.js'
import { compareFiles, type DuplicateFile } from '../findDuplicateFiles.js'
import { locateFiles } from './locateFiles.js'

export interface LibraryDuplicates {
  /** Number of files that were compared. */
  readonly shapes: number
  readonly duplicates: readonly DuplicateFile[]
  /** By id, the axis that points up in a file. */
  readonly ups: ReadonlyMap<string, Up>
  /** Files that are gone or hold no mesh any more; `library add` updates the library. */
  readonly refused: readonly RefusedShape[]
}

/**
 * Finds files of a library that hold the same shape as an earlier one. Copies are recognized by their content. Of the
 * others only those are read that may be the same. Their signatures are kept, so that the next search reads fewer
 * files. No file is changed.
 *
 * @param tolerance percent of the size that surfaces may lie apart, 0 ... 10
 * @throws ShapekinError `library.empty`, `cancelled`, `catalog.*`
 */
export async function duplicatesInLibrary(
  sql: SqlFile,
  tolerance: number,
  context: WorkContext,
): Promise<LibraryDuplicates> {
  const triangles = trianglesOf(sql)
  const files = placedFiles(sql).filter(({ content }) => triangles.has(content))
  if (files.length === 0) throw new ShapekinError('library.empty', { path: sql.path })
  const known = new Map([...readSignatures(sql)].map(([content, numbers]) => [content, unpackSignature(numbers)]))
  const compared = (await locateFiles(files)).map((file) => ({
    ...file,
    known: {
      content: `${file.content}`,
      triangles: triangles.get(file.content) ?? 0,
      signature: known.get(file.content),
    },
  }))
  const { signatures, ...found } = await compareFiles(compared, tolerance, context)
  const made = files.flatMap(({ id, content }) => {
    const signature = known.get(content) ? undefined : signatures.get(id)
    return signature ? [[content, packSignature(signature)] as const] : []
  })
  keepSignatures(sql, new Map(made))
  return { ...found, ups: new Map(files.map(({ id, up }) => [id, up])) }
}
