import { statSync } from 'node:fs'
import type { BlenderInstall } from './blenderInstall.js'
import { findBlender } from './findBlender.js'

/** The Blender to work with, looked for once: it has to be started to be found, which takes 0.5 to 1 s. */
export class FoundBlender {
  private known: { readonly install: BlenderInstall; readonly stamp: string | undefined } | undefined

  constructor(private readonly find: () => Promise<BlenderInstall | undefined> = findBlender) {}

  /** Looks again where there was none, or where its file is another one by now. @throws as findBlender */
  async get(): Promise<BlenderInstall | undefined> {
    const { known } = this
    if (known?.stamp !== undefined && known.stamp === stampOf(known.install)) return known.install
    const install = await this.find()
    this.known = install && { install, stamp: stampOf(install) }
    return install
  }
}

/** Another text when another program lies there; undefined = none does. */
function stampOf({ path }: BlenderInstall): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeMs}`
}
