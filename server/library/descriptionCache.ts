import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { RepairSchema } from '../mesh/repairSchema.js'
import { currentDescriptor } from '../descriptor/currentDescriptor.js'
import type { Description } from '../descriptor/describeMesh.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import type { DescriptionStore } from '../descriptor/describeSource.js'
import { writeWhole } from '../system/writeWhole.js'

/** A file begins with four uint32: the magic, the checksum of all that follows it, how many bytes follow these four, how many numbers. */
const MAGIC = 0x44_4b_48_53 // `SHKD`
const START_BYTES = 16
/** Then as float64; NaN = the descriptor has none. Then the numbers as float32, then the repairs as JSON. */
const FACTS = ['hitFraction', 'oddParityChords', 'leakFraction', 'seconds'] as const
const FACTS_BYTES = 8 * FACTS.length

/** Folder of a home for them. */
export const DESCRIPTIONS = 'descriptions'

/** One folder for each way to describe, named by all that decides the numbers. */
const folderOf = ({ version, ...options }: DescriptorId & { version?: number | undefined }): string =>
  `${Object.values(options).join('-')}-v${version}`

/**
 * Keeps what files gave, by their content: a second run over the same files does no descriptor work, wherever they moved.
 * One small file each, written whole or not at all, so any number of runs may share it and be killed at any moment.
 */
export class DescriptionCache implements DescriptionStore {
  /** @param home see SHAPEKIN_HOME */
  constructor(private readonly home: string) {}

  /** The description; undefined when it is not kept, or its file is damaged: it is then made again, and replaces it. */
  async get(key: string, options: DescribeOptions): Promise<Description | undefined> {
    const bytes = await readFile(this.path(key, options)).catch(() => undefined)
    if (bytes === undefined || !isIntact(bytes)) return undefined
    const { buffer } = Uint8Array.from(bytes)
    const facts = new Float64Array(buffer, START_BYTES, FACTS.length)
    const values = new Float32Array(buffer, START_BYTES + FACTS_BYTES, bytes.readUInt32LE(12))
    const text = bytes.toString('utf8', values.byteOffset + values.byteLength)
    const known = FACTS.flatMap((name, i) => (Number.isNaN(facts[i]) ? [] : [[name, facts[i]] as const]))
    return {
      seconds: 0,
      ...Object.fromEntries(known),
      repairs: z.array(RepairSchema).parse(JSON.parse(text)),
      values,
    }
  }

  async put(key: string, description: Description, options: DescribeOptions): Promise<void> {
    const { values, repairs } = description
    const facts = Float64Array.from(FACTS, (name) => description[name] ?? NaN)
    const numbers = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    const rest = Buffer.concat([new Uint8Array(facts.buffer), numbers, Buffer.from(JSON.stringify(repairs))])
    const checked = Buffer.concat([new Uint8Array(Uint32Array.of(rest.length, values.length).buffer), rest])
    const start = new Uint8Array(Uint32Array.of(MAGIC, crc32(checked)).buffer)
    await writeWhole(this.path(key, options), Buffer.concat([start, checked]))
  }

  private path(key: string, options: DescribeOptions): string {
    return join(
      this.home,
      DESCRIPTIONS,
      folderOf(currentDescriptor(options)),
      key.slice(0, 2),
      `${key.slice(2)}.description`,
    )
  }
}

function isIntact(bytes: Buffer): boolean {
  if (bytes.length < START_BYTES + FACTS_BYTES) return false
  const [magic, checksum, length] = [0, 4, 8].map((offset) => bytes.readUInt32LE(offset))
  return magic === MAGIC && bytes.length === START_BYTES + length && crc32(bytes.subarray(8)) === checksum
}
