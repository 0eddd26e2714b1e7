import { fileOfShape, FORMATS, isImported, meshFormatOf, type MeshFormat } from './formats.js'

export type Up = 'none' | 'y' | 'z'

/**
 * What points up in a file, or in a shape of one. What a Blender imports has z up, whatever the file said.
 *
 * @param said of the files that are read here
 */
export const upInFile = (id: string, said: Up): Up => (said !== 'none' && isImported(fileOfShape(id)) ? 'z' : said)

/** What was found to point up in the files of formats. */
export type UpByFormat = Readonly<Partial<Record<MeshFormat, 'y' | 'z'>>>

/** What points up in a file: as was found for its format, else by the format's own rule or custom. */
export function upByVotes(id: string, found: UpByFormat): 'y' | 'z' {
  const format = meshFormatOf(fileOfShape(id))
  return (format && found[format]) ?? upByFormat(id)
}

/** What points up by the format's own rule or custom; y where nobody says it, as in most libraries of assets. */
export function upByFormat(id: string): 'y' | 'z' {
  if (isImported(fileOfShape(id))) return 'z'
  const format = meshFormatOf(fileOfShape(id))
  return format !== undefined && (FORMATS[format].up as string) === 'z' ? 'z' : 'y'
}

/** What points up in a shape that is to be drawn, when nothing is said by the rule of its format. */
export function upToDraw(id: string, said: Up): 'y' | 'z' {
  const up = upInFile(id, said)
  return up === 'none' ? upByFormat(id) : up
}
