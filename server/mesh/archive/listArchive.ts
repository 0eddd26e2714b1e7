import { getFileNameLowLevel, validateFileName, type Entry } from 'yauzl'
import { MAX_FILE_BYTES } from '../limits.js'
import { whyUnreadable } from '../../system/whyUnreadable.js'
import type { Archive, PackedEntry } from './archive.js'
import { LONGEST_NAME, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM_BYTES } from './limits.js'
import { withZip } from './withZip.js'

/**
 * What a zip archive holds, according to its list of contents; nothing is unpacked. Entries that are damaged or not
 * allowed are listed as refused, and the others are still there. Nothing is thrown. Names are never used as paths of
 * this system.
 */
export async function listArchive(place: string | Buffer): Promise<Archive> {
  const list = new ContentList()
  let fault: string | undefined
  try {
    await withZip(place, async (zip) => {
      if (zip.entryCount > MAX_ENTRIES)
        throw new Error(`it holds ${many(zip.entryCount)} files, of ${many(MAX_ENTRIES)} at most`)
      for await (const entry of zip.eachEntry()) list.take(entry)
    })
  } catch (cause) {
    fault = reasonOf(cause)
  }
  const { files, refused, unpackedBytes } = list
  if (unpackedBytes <= MAX_UNPACKED_BYTES) return { files, refused, fault }
  const tooMuch = `it unpacks to ${many(unpackedBytes)} bytes, of ${many(MAX_UNPACKED_BYTES)} at most`
  return { files: new Map(), refused: [], fault: tooMuch }
}

class ContentList {
  readonly files = new Map<string, PackedEntry>()
  readonly refused: { name: string; reason: string }[] = []
  unpackedBytes = 0
  private readonly met = new Set<string>()

  take(entry: Entry): void {
    const written = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
    if (written.endsWith('/')) return
    const { name, problem } = checkName(written)
    const reason = problem ?? whyNotUnpacked(entry)
    if (this.met.has(name)) {
      // Programs differ in which of the two they show, so neither is taken.
      if (this.files.delete(name)) this.refused.push({ name, reason: 'the archive holds two files of this name' })
      return
    }
    this.met.add(name)
    if (reason !== undefined) {
      this.refused.push({ name, reason })
      return
    }
    const { relativeOffsetOfLocalHeader, compressedSize, uncompressedSize, crc32 } = entry
    const { compressionMethod, generalPurposeBitFlag } = entry
    this.unpackedBytes += uncompressedSize
    this.files.set(name, {
      relativeOffsetOfLocalHeader,
      compressedSize,
      uncompressedSize,
      compressionMethod,
      generalPurposeBitFlag,
      crc32,
    })
  }
}

/** The name without empty parts and `.`; and the problem, where the name leads out of the archive. */
function checkName(written: string): { name: string; problem?: string } {
  if (written.length > LONGEST_NAME)
    return {
      name: `${written.slice(0, 60)}...${written.slice(-60)}`,
      problem: `its name has ${many(written.length)} characters`,
    }
  if (validateFileName(written) !== null) return { name: written, problem: 'its name leads out of the archive' }
  if (written.includes('\0')) return { name: written, problem: 'its name holds a zero byte' }
  const name = written
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
  return { name }
}

const UNIX = 3
const [FILE_KIND, LINK, FILE] = [0xf000, 0xa000, 0x8000]
/** Methods of compression: stored, and deflate. */
const METHODS: readonly number[] = [0, 8]

function whyNotUnpacked(entry: Entry): string | undefined {
  const { compressionMethod, compressedSize, uncompressedSize, versionMadeBy, externalFileAttributes } = entry
  const kind = versionMadeBy >> 8 === UNIX ? (externalFileAttributes >>> 16) & FILE_KIND : 0
  if (kind === LINK) return 'it is a link, which is not followed in archives'
  if (kind !== 0 && kind !== FILE) return 'it is no file'
  if (entry.isEncrypted()) return 'it is encrypted'
  if (!METHODS.includes(compressionMethod))
    return `it is packed in a way that is not read (method ${compressionMethod})`
  if (compressionMethod === 0 && compressedSize !== uncompressedSize) return 'its two sizes differ'
  if (uncompressedSize > MAX_FILE_BYTES)
    return `it unpacks to ${many(uncompressedSize)} bytes, of ${many(MAX_FILE_BYTES)} at most`
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > MAX_RATIO * compressedSize)
    return `it unpacks to more than ${MAX_RATIO} times its size`
  return undefined
}

const many = (count: number): string => count.toLocaleString('en')

/** The reason in words: those of the system, of yauzl, or ours. */
export const reasonOf = (cause: unknown): string => whyUnreadable(cause).slice(0, 200).replace(/\.$/, '')
