import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFile } from 'atomically'
import { z } from 'zod'
import { RepairSchema } from '../mesh/repairSchema.js'
import { currentDescriptor } from '../descriptor/currentDescriptor.js'
import type { Description } from '../descriptor/describeMesh.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import type { DescriptionStore } from '../descriptor/describeSource.js'

/**
 * What precedes the numbers in a file, as float64; NaN = the descriptor has none. Then how many numbers follow; behind them
 * stand the repairs, as JSON.
 */
const HEAD = ['hitFraction', 'oddParityChords', 'leakFraction', 'seconds'] as const
const HEAD_BYTES = 8 * (HEAD.length + 1)

/** One folder for each way to describe, named by all that decides the numbers. */
const folderOf = ({ version, ...options }: DescriptorId & { version?: number | undefined }): string =>
  `${Object.values(options).join('-')}-v${version}`

/**
 * Keeps what files gave, by their content: a second run over the same files does no descriptor work, wherever they moved.
 * One small file each, written whole or not at all, so any number of runs may share it and be killed at any moment.
 */
export class DescriptionCache implements DescriptionStore {
  private readonly folder: string

  /** @param home see SHAPEKIN_HOME */
  constructor(home: string, options: DescribeOptions) {
    this.folder = join(home, 'descriptions', folderOf(currentDescriptor(options)))
  }

  /** The description; undefined when it is not kept. */
  async get(key: string): Promise<Description | undefined> {
    const bytes = await readFile(this.path(key)).catch(() => undefined)
    if (bytes === undefined) return undefined
    const { buffer } = Uint8Array.from(bytes)
    const head = new Float64Array(buffer, 0, HEAD.length + 1)
    const values = new Float32Array(buffer, HEAD_BYTES, head[HEAD.length])
    const repairs = z.array(RepairSchema).parse(JSON.parse(bytes.toString('utf8', HEAD_BYTES + values.byteLength)))
    const known = HEAD.flatMap((name, i) => (Number.isNaN(head[i]) ? [] : [[name, head[i]] as const]))
    return { seconds: 0, ...Object.fromEntries(known), repairs, values }
  }

  async put(key: string, description: Description): Promise<void> {
    const { values, repairs } = description
    const head = Float64Array.of(...HEAD.map((name) => description[name] ?? NaN), values.length)
    const numbers = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
    await mkdir(join(this.folder, key.slice(0, 2)), { recursive: true })
    await writeFile(
      this.path(key),
      Buffer.concat([new Uint8Array(head.buffer), numbers, Buffer.from(JSON.stringify(repairs))]),
    )
  }

  private path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.description`)
  }
}
