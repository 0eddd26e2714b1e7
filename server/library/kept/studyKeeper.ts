import { ContentRows, type ContentId } from '../../catalog/contentRows.js'
import { FileWriter, type KnownFile } from '../../catalog/fileRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { isTooFresh } from './fileStamp.js'
import type { StudiedFile } from './studyFile.js'
import type { ChangedFile } from './surveyRoot.js'

/** Milliseconds of work that a kill may lose. */
const KEEP_EVERY_MS = 500

/** Reasons for a refusal that lie in the content itself; others may be gone the next time. */
const LASTING = /^(mesh\.|descriptor\.timeLimit)/

/** Counts of what was done with the files. */
export interface KeepCounts {
  /** Number of files whose content had to be described. */
  described: number
  /** Number of files whose content was known: copies, and files that were in the library before. */
  known: number
  /** Number of these that were in the library under another name. */
  moved: number
}

/** Writes the results of files to the catalog in batches. A batch is kept whole or not at all. */
export class StudyKeeper {
  readonly counts: KeepCounts = { described: 0, known: 0, moved: 0 }
  private readonly contents: ContentRows
  private readonly files: FileWriter
  private readonly goneByContent = new Map<number, KnownFile[]>()
  /** Contents that are being described or wait to be written. */
  private readonly underWay = new Set<string>()
  private waiting: { readonly file: ChangedFile; readonly studied: StudiedFile }[] = []
  private last = performance.now()

  /**
   * @param gone  files of the library that were not found; a file is removed from this set when its content is found
   *   elsewhere
   * @param began milliseconds since 1970, before the files' stamps were taken
   */
  constructor(
    private readonly sql: SqlFile,
    private readonly gone: Set<KnownFile>,
    private readonly began: number,
  ) {
    this.contents = new ContentRows(sql)
    this.files = new FileWriter(sql)
    for (const file of gone) {
      if (file.content === undefined) continue
      const alike = this.goneByContent.get(file.content)
      if (alike) alike.push(file)
      else this.goneByContent.set(file.content, [file])
    }
  }

  /** Whether a content is in the catalog or will be; marks it as one that will be. */
  readonly isKnown = (id: ContentId): boolean => {
    const key = keyOf(id)
    if (this.underWay.has(key) || this.contents.find(id) !== undefined) return true
    this.underWay.add(key)
    return false
  }

  /** @throws ShapekinError `catalog.*`, `output.*` */
  take(file: ChangedFile, studied: StudiedFile): void {
    this.waiting.push({ file, studied })
    if (performance.now() - this.last >= KEEP_EVERY_MS) this.flush()
  }

  /** @throws ShapekinError `catalog.*`, `output.*` */
  flush(): void {
    const isCopy = ({ studied }: (typeof this.waiting)[number]) =>
      studied.type === 'read' && studied.shapes === undefined
    // A copy is read while the first file is still being described, so it must be written after that one, whichever
    // arrived first.
    const batch = [...this.waiting.filter((each) => !isCopy(each)), ...this.waiting.filter(isCopy)]
    this.waiting = this.sql.transaction(() => batch.filter(({ file, studied }) => !this.write(file, studied)))
    this.last = performance.now()
  }

  /** Writes one file. @returns false for a copy of a content that is still being described */
  private write(file: ChangedFile, studied: StudiedFile): boolean {
    const { root, id: name, class: label } = file
    const way = Buffer.from(file.place).subarray(Buffer.byteLength(root.path) + 1)
    const row = { root: root.id, name, way, class: label, stamp: '' }
    if (studied.type === 'unreadable') {
      this.files.put({ ...row, content: studied.refusal })
      return true
    }
    const { id, shapes } = studied
    const passing = shapes?.flatMap(({ found }) =>
      'refused' in found && !LASTING.test(found.refused.code) ? [found.refused] : [],
    )
    if (passing && passing.length > 0) {
      this.files.put({ ...row, content: passing[0] })
      this.underWay.delete(keyOf(id))
      return true
    }
    const content = shapes ? this.contents.put(id, shapes) : this.contents.find(id)
    if (content === undefined) return !this.underWay.has(keyOf(id)) // not under way: read again next time
    const before = shapes ? undefined : this.takeGone(content)
    this.counts[shapes ? 'described' : 'known']++
    if (before) this.counts.moved++
    const stamp = isTooFresh(file.stamp, this.began) ? '' : file.stamp
    this.files.put({ ...row, stamp, content }, before?.id)
    return true
  }

  private takeGone(content: number): KnownFile | undefined {
    const file = this.goneByContent.get(content)?.shift()
    if (file) this.gone.delete(file)
    return file
  }
}

const keyOf = ({ key, up, split }: ContentId): string => `${key} ${up} ${split}`
