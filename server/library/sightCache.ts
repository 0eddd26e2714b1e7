import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../system/writeWhole.js'
import type { ViewOptions } from '../views/renderViews.js'
import { isSightLength } from '../views/sight.js'
import { VIEWS_ID } from '../views/viewsId.js'

/** Folder of a home that holds sights, with a folder in it for each VIEWS_ID. */
export const SIGHTS = 'views'

/**
 * Keeps the sights of meshes by their content, so that a second run over the same files neither draws them nor runs
 * the network. Each sight is one small file (30 KB for four views) of little-endian float32, written whole or not at
 * all, as DescriptionCache does it.
 */
export class SightCache {
  private readonly folder: string

  /** @param home see SHAPEKIN_HOME */
  constructor(home: string, { up, count, size }: ViewOptions) {
    const ways = [up, count, size].filter((way) => way !== undefined)
    this.folder = join(home, SIGHTS, VIEWS_ID, ways.join('-'))
  }

  /** The packed Sight of a content; undefined when it is not kept, or not whole. */
  async get(key: string): Promise<Float32Array | undefined> {
    const bytes = await readFile(this.path(key)).catch(() => undefined)
    if (bytes === undefined || !isSightLength(bytes.length / 4)) return undefined
    return new Float32Array(Uint8Array.from(bytes).buffer)
  }

  async put(key: string, { buffer, byteOffset, byteLength }: Float32Array): Promise<void> {
    await writeWhole(this.path(key), new Uint8Array(buffer, byteOffset, byteLength))
  }

  private path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.sight`)
  }
}
