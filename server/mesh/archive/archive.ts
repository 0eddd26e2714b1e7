import type { Entry } from 'yauzl'

/** What has to be known of a file in an archive to unpack it; plain data, which a thread can be given. */
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
  /** The files that can be unpacked, by their way in the archive with `/`: no `..`, no empty part. */
  readonly files: ReadonlyMap<string, PackedEntry>
  /** Files that can not, with the reason. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[]
  /** Why the list could not be read to its end; undefined = it could. */
  readonly fault: string | undefined
}

/** A file in an archive. */
export interface PackedFile {
  readonly archive: Archive
  /** Its way in the archive. */
  readonly name: string
}

/** Whether a file is taken for an archive, by its name. */
export const isArchive = (path: string): boolean => /[^/\\]\.zip$/i.test(path)
