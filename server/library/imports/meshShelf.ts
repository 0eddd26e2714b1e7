import { rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeOwnFolder } from '../../blender/ownFolder.js'
import type { Mesh } from '../../mesh/mesh.js'
import { decodeFrame, encodeFrame } from '../../../shared/wire/frame.js'

/** A frame has the id of a run; these frames belong to none. */
const NO_RUN = '0'.repeat(16)

/** Keeps meshes that took long to make in temporary files, so that any number of them takes no memory. */
export class MeshShelf {
  private folder: string | undefined
  private readonly held = new Set<number>()

  async put(key: number, { positions, triangles }: Mesh): Promise<void> {
    this.folder ??= makeOwnFolder()
    const frame = encodeFrame({ type: 'mesh', runId: NO_RUN, index: key, positions, triangles, offset: [0, 0, 0] })
    await writeFile(this.pathOf(this.folder, key), frame)
    this.held.add(key)
  }

  /** The mesh that was put here under a key. @returns undefined where there is none */
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
