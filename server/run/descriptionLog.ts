import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { RepairSchema } from '../mesh/repairSchema.js'
import type { Description } from '../descriptor/describeMesh.js'
import type { DescriptionStore } from '../descriptor/describeSource.js'

/** A description as one line of JSON; the numbers are base64 of little-endian float32. */
const Line = z.object({
  key: z.string(),
  values: z.base64(),
  hitFraction: z.number().optional(),
  oddParityChords: z.number().optional(),
  leakFraction: z.number().optional(),
  repairs: z.array(RepairSchema).default([]),
  seconds: z.number(),
})

/**
 * Keeps the descriptions of a run under way in one file. Each is added as soon as it is made, so that a run that was
 * killed does not describe its shapes again. An incomplete last line is ignored.
 */
export class DescriptionLog implements DescriptionStore {
  private constructor(
    private readonly path: string,
    private readonly known: Map<string, Description>,
  ) {}

  static async open(path: string): Promise<DescriptionLog> {
    const text = await readFile(path, 'utf8').catch(() => '')
    const complete = text.slice(0, text.lastIndexOf('\n') + 1)
    const known = new Map(complete.split('\n').flatMap(readLine))
    if (complete !== text) await appendFile(path, '\n') // ends the incomplete line
    return new DescriptionLog(path, known)
  }

  get(key: string): Promise<Description | undefined> {
    return Promise.resolve(this.known.get(key))
  }

  async put(key: string, { values, ...rest }: Description): Promise<void> {
    const numbers = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
    await appendFile(this.path, JSON.stringify({ key, ...rest, values: numbers }) + '\n')
  }
}

function readLine(line: string): [string, Description][] {
  try {
    const { key, values, ...rest } = Line.parse(JSON.parse(line))
    return [[key, { ...rest, values: new Float32Array(Uint8Array.from(Buffer.from(values, 'base64')).buffer) }]]
  } catch {
    return []
  }
}
