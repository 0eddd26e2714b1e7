import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { SeenShape } from '../../shared/schema/liveEvent.js'

/** Name of the file beside those of a run or a scene that says which picture each shape has. */
export const PICTURES_NOTE = 'shapes.json'

/** Key of each shape's picture, by the shape's id. Work made before there were pictures has none. */
export async function readKeptPictures(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '[]')
  const seen = z.array(SeenShape).parse(JSON.parse(text))
  return new Map(seen.map(({ id, key }) => [id, key]))
}
