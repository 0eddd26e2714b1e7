import { rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeOwnFolder } from '../../blender/ownFolder.js'
import type { Mesh } from '../../mesh/mesh.js'
import { decodeFrame, encodeFrame } from '../../../shared/wire/frame.js'

/** Frames bear the id of a run; there is none here. */
const NO_RUN = '0'.repeat(16)

/** Meshes that took long to come by, in temporary files: any number of them, and none in memory. */
export class MeshShelf {
  private folder: string | undefined
  private readonly held = new Set<number>()

  async put(key: number, { positions, triangles }: Mesh): Promise<void> {
    this.folder ??= makeOwnFolder()
    const frame = encodeFrame({ type: 'mesh', runId: NO_RUN, index: key, positions, triangles, offset: [0, 0, 0] })
    await writeFile(this.pathOf(this.folder, key), frame)
    this.held.add(key)
  }

  /** @returns undefined = it was not put here */
  async find(key: number): Promise<Mesh | undefined> {
    if (this.folder === undefined || !this.held.has(key)) return undefined
    const frame = decodeFrame(await readFile(this.pathOf(this.folder, key)))
    if (frame.type !== 'mesh') throw new Error(`shape ${key} is no mesh`)
    return { positions: frame.positions, triangles: frame.triangles }
  }

  close(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true })
    this.held.clear()
  }

  private readonly pathOf = (folder: string, key: number): string => join(folder, `${key}.mesh`)
}
