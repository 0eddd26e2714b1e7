import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFile } from 'atomically'
import type { DescribeOptions } from '../descriptor/describeOptions.js'

/** Raised when a descriptor gives other numbers than before: what was kept is then not found any more. */
const DESCRIPTOR_VERSION = 1

/** What of the options decides a descriptor's numbers; TypeScript asks for the row of a new one. */
const FOLDER_OF: Readonly<Record<DescribeOptions['descriptor'], (options: DescribeOptions) => string>> = {
  chords: ({ center, points }) => `chords-${center}-${points}`,
  shape: ({ up }) => `shape-${up}`,
}

/**
 * Keeps what files gave, by their content: a second run over the same files does no descriptor work, wherever they moved.
 * One small file each, written whole or not at all, so any number of runs may share it and be killed at any moment.
 */
export class DescriptionCache {
  private readonly folder: string

  /** @param home see SHAPEKIN_HOME */
  constructor(home: string, options: DescribeOptions) {
    this.folder = join(home, 'descriptions', `${FOLDER_OF[options.descriptor](options)}-v${DESCRIPTOR_VERSION}`)
  }

  /** Key of a file's content; the format counts, since the same bytes may be read in two ways. */
  key(bytes: Uint8Array, format: string): string {
    return createHash('sha256').update(format).update(bytes).digest('hex')
  }

  /** The numbers, undefined when they are not kept. */
  async get(key: string): Promise<Float32Array | undefined> {
    const bytes = await readFile(this.path(key)).catch(() => undefined)
    return bytes && new Float32Array(Uint8Array.from(bytes).buffer)
  }

  async put(key: string, values: Float32Array): Promise<void> {
    await mkdir(join(this.folder, key.slice(0, 2)), { recursive: true })
    await writeFile(this.path(key), Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  }

  private path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.f32`)
  }
}
