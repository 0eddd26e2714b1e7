import type { Entry } from 'yauzl'

/** What is needed to unpack one file of an archive; plain data, so that it can be sent to a thread. */
export type PackedEntry = Pick<
  Entry,
  | 'relativeOffsetOfLocalHeader'
  | 'compressedSize'
  | 'uncompressedSize'
  | 'compressionMethod'
  | 'generalPurposeBitFlag'
  | 'crc32'
>

/** A zip archive whose list of contents was read. */
export interface Archive {
  /**
   * The files that can be unpacked, by their paths in the archive, with `/`, without `..` and without empty parts.
   */
  readonly files: ReadonlyMap<string, PackedEntry>
  /** Files that can not be unpacked, each with the reason. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[]
  /** Why the list could not be read to its end; undefined where it could. */
  readonly fault: string | undefined
}

/** A file in an archive. */
export interface PackedFile {
  readonly archive: Archive
  /** Path of the file in the archive. */
  readonly name: string
}

/** Whether a file counts as an archive, by its name. */
export const isArchive = (path: string): boolean => /[^/\\]\.zip$/i.test(path)
