import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { SeenShape } from '../../shared/schema/liveEvent.js'

/** File beside those of a run or a scene: which picture each shape has. */
export const PICTURES_NOTE = 'shapes.json'

/** Key of each shape's picture, by its id. What was made before pictures were has none. */
export async function readKeptPictures(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '[]')
  const seen = z.array(SeenShape).parse(JSON.parse(text))
  return new Map(seen.map(({ id, key }) => [id, key]))
}
