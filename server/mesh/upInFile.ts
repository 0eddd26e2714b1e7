import { fileOfShape, FORMATS, isImported, meshFormatOf, type MeshFormat } from './formats.js'

export type Up = 'none' | 'y' | 'z'

/**
 * Axis that points up in a file, or in a shape of one. In files that a Blender imports it is z, whatever the user
 * said.
 *
 * @param said axis that the user named, for the files that are read here
 */
export const upInFile = (id: string, said: Up): Up => (said !== 'none' && isImported(fileOfShape(id)) ? 'z' : said)

/** The up axis that was found for formats. */
export type UpByFormat = Readonly<Partial<Record<MeshFormat, 'y' | 'z'>>>

/** Axis that points up in a file: the one found for its format, else that of the format's own rule or convention. */
export function upByVotes(id: string, found: UpByFormat): 'y' | 'z' {
  const format = meshFormatOf(fileOfShape(id))
  return (format && found[format]) ?? upByFormat(id)
}

/**
 * Axis that points up by the format's own rule or convention; y where there is none, as in most libraries of assets.
 */
function upByFormat(id: string): 'y' | 'z' {
  if (isImported(fileOfShape(id))) return 'z'
  const format = meshFormatOf(fileOfShape(id))
  return format !== undefined && (FORMATS[format].up as string) === 'z' ? 'z' : 'y'
}

/**
 * Axis that points up in a shape that is to be drawn: the one that was named or, where none was, the one of its
 * format's rule or convention.
 */
export function upToDraw(id: string, said: Up): 'y' | 'z' {
  const up = upInFile(id, said)
  return up === 'none' ? upByFormat(id) : up
}
