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

/**
 * A file begins with four uint32: the magic number, the checksum of all that follows it, the number of bytes after
 * these four, and the number of values.
 */
const MAGIC = 0x44_4b_48_53 // `SHKD`
const START_BYTES = 16
/**
 * These follow as float64; NaN = the descriptor does not have this one. After them come the values as float32, and the
 * repairs as JSON.
 */
const FACTS = ['hitFraction', 'oddParityChords', 'leakFraction', 'seconds'] as const
const FACTS_BYTES = 8 * FACTS.length

/** Folder of a home that holds descriptions. */
export const DESCRIPTIONS = 'descriptions'

/** Name of the folder for one way to describe; it contains everything that decides the numbers. */
const folderOf = ({ version, ...options }: DescriptorId & { version?: number | undefined }): string =>
  `${Object.values(options).join('-')}-v${version}`

/**
 * Keeps descriptions by the content of files: a second run over the same files computes no descriptor, wherever the
 * files moved. Each description is one small file, written whole or not at all, so that any number of runs may share
 * the cache and be killed at any moment.
 */
export class DescriptionCache implements DescriptionStore {
  /** @param home see SHAPEKIN_HOME */
  constructor(private readonly home: string) {}

  /**
   * The description of a content; undefined when it is not kept, or when its file is damaged. A new one then replaces
   * the file.
   */
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
