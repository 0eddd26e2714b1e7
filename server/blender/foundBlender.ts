import type { BlenderInstall } from './blenderInstall.js'
import { findBlender } from './findBlender.js'
import type { KeptBlender } from './keptBlender.js'
import { programStamp } from './programStamp.js'

/**
 * The Blender to work with. It is found once and remembered, because it has to be started to be found (0.5 to 1 s).
 */
export class FoundBlender {
  private known: { readonly install: BlenderInstall; readonly stamp: string | undefined } | undefined

  /** @param kept where another process may have written what it found */
  constructor(
    private readonly find: () => Promise<BlenderInstall | undefined> = findBlender,
    private readonly kept?: KeptBlender,
  ) {}

  /** Looks again when none was found before, or when the file at its path has changed. @throws as findBlender */
  async get(): Promise<BlenderInstall | undefined> {
    const { known } = this
    if (known?.stamp !== undefined && known.stamp === programStamp(known.install.path)) return known.install
    const install = this.kept?.read() ?? (await this.look())
    this.known = install && { install, stamp: programStamp(install.path) }
    return install
  }

  /** Makes the next call of `get` look: what was found did not start. */
  forget(): void {
    this.known = undefined
    this.kept?.forget()
  }

  private async look(): Promise<BlenderInstall | undefined> {
    const install = await this.find()
    if (install) this.kept?.write(install)
    return install
  }
}
