import { crc32 } from 'node:zlib'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { ShapekinError } from '../../../shared/errors.js'

/** Most files in a package. Those of slicers have some hundred, including pictures. */
const MAX_ENTRIES = 10_000
/** Most bytes of an unpacked part. Two million triangles take half of it. */
const MAX_PART_BYTES = 2 ** 29

/** The parts of a zip archive that is held in memory. */
export class ZipPackage {
  private unpacked = 0
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws `mesh.empty`, `mesh.tooLarge`, `mesh.undecodable` */
  static async open(bytes: Uint8Array): Promise<ZipPackage> {
    if (bytes.length === 0) throw new ShapekinError('mesh.empty')
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    try {
      const zip = await fromBufferPromise(buffer, { lazyEntries: true })
      if (zip.entryCount > MAX_ENTRIES) throw tooLarge(zip.entryCount, 'parts', MAX_ENTRIES)
      const entries = new Map<string, Entry>()
      for await (const entry of zip.eachEntry()) entries.set(keyOf(entry.fileName), entry)
      return new ZipPackage(zip, entries)
    } catch (cause) {
      throw undecodable('The archive', cause)
    }
  }

  has(name: string): boolean {
    return this.entries.has(keyOf(name))
  }

  /**
   * Unpacks a part piece by piece, and compares its checksum at the end.
   *
   * @param take called with each piece
   * @throws `mesh.invalid` where it is not there, `mesh.tooLarge`, `mesh.undecodable`, and what `take` throws
   */
  async read(name: string, take: (piece: Buffer) => void): Promise<void> {
    const entry = this.entries.get(keyOf(name))
    if (!entry) throw new ShapekinError('mesh.invalid', { place: 'The archive', problem: `it has no part ${name}` })
    this.unpacked += entry.uncompressedSize
    if (this.unpacked > MAX_PART_BYTES) throw tooLarge(this.unpacked, 'unpacked bytes', MAX_PART_BYTES)
    let sum = 0
    try {
      for await (const piece of (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        sum = crc32(piece, sum)
        take(piece)
      }
    } catch (cause) {
      throw undecodable(name, cause)
    }
    if (sum !== entry.crc32)
      throw new ShapekinError('mesh.undecodable', { place: name, reason: 'its checksum is another' })
  }
}

/** Key of a part's name: names may begin with a slash, and upper and lower case do not differ. */
const keyOf = (name: string): string => name.replace(/^\//, '').toLowerCase()

const tooLarge = (count: number, what: string, limit: number) =>
  new ShapekinError('mesh.tooLarge', { count, what, limit })

function undecodable(place: string, cause: unknown): ShapekinError {
  if (cause instanceof ShapekinError) return cause
  const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200).replace(/\.$/, '')
  return new ShapekinError('mesh.undecodable', { place, reason }, { cause })
}
