import { statSync } from 'node:fs'
import type { BlenderInstall } from './blenderInstall.js'
import { findBlender } from './findBlender.js'

/**
 * The Blender to work with. It is found once and remembered, because it has to be started to be found (0.5 to 1 s).
 */
export class FoundBlender {
  private known: { readonly install: BlenderInstall; readonly stamp: string | undefined } | undefined

  constructor(private readonly find: () => Promise<BlenderInstall | undefined> = findBlender) {}

  /** Looks again when none was found before, or when the file at its path has changed. @throws as findBlender */
  async get(): Promise<BlenderInstall | undefined> {
    const { known } = this
    if (known?.stamp !== undefined && known.stamp === stampOf(known.install)) return known.install
    const install = await this.find()
    this.known = install && { install, stamp: stampOf(install) }
    return install
  }
}

/** A text that changes when the program at the path is replaced; undefined when no file is there. */
function stampOf({ path }: BlenderInstall): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeMs}`
}
