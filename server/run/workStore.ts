import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { RunId } from '../../shared/schema/run.js'
import { isAlive, OWN_IDENTITY, type ProcessIdentity } from '../system/processIdentity.js'
import { removePartials } from '../system/removePartials.js'
import { outputError, writeWholeSync } from '../system/writeWhole.js'
import { isLive } from './isLive.js'
import { parseRecord, printRecord, type KeptRecord } from './recordFile.js'

/** Most servers that may start a run. A run during which this many servers have ended may be the cause. */
export const MAX_STARTS = 5

/** The record of a run or of a task on a scene, as it is stored. */
interface WorkRecord {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly created: number
  readonly state: { readonly status: string }
}

/** Stored work whose record can not be read. */
export interface UnreadableRecord {
  readonly id: string
  readonly path: string
  readonly reason: string
}

/** Work that a dead process left under way. */
export interface LeftWork<R> {
  readonly record: R
  /** How many servers have started it. */
  readonly starts: number
  /** Whether its files are in the form of this Shapekin. */
  readonly isOurs: boolean
}

/**
 * A folder of work. `ID/run.json`, for example, is the record; `ID/files/` holds what the work made, and appears at
 * the end, all at once.
 */
export class WorkStore<R extends WorkRecord> {
  /** For the work under way here, how many servers have started it before. */
  private readonly starts = new Map<string, number>()

  /**
   * @param version version of Shapekin
   * @param recordFile  file name of the record
   */
  constructor(
    private readonly folder: string,
    private readonly version: string,
    private readonly recordFile: string,
    private readonly schema: z.ZodType<R>,
  ) {}

  /**
   * All stored work that has ended, and all that a dead process left under way, oldest first. Work that another
   * process is doing (such as a `shapekin run` in the same home) is left to it, and not listed.
   */
  load(): { records: R[]; left: LeftWork<R>[]; unreadable: UnreadableRecord[] } {
    const records: R[] = []
    const left: LeftWork<R>[] = []
    const unreadable: UnreadableRecord[] = []
    for (const id of readdirSync(this.folder).filter((name) => RunId.safeParse(name).success)) {
      try {
        const { record, owner, starts, version } = this.read(id)
        if (!isLive(record.state)) records.push(record)
        else if (!isOtherAlive(owner)) left.push({ record, starts, isOurs: version === this.version })
      } catch (cause) {
        const { code, message } = cause as NodeJS.ErrnoException
        if (code === 'ENOENT') continue // it has no record yet, because another process is just about to write it
        unreadable.push({ id, path: this.recordPath(id), reason: code ?? message })
      }
    }
    left.sort((a, b) => a.record.created - b.record.created)
    return { records: records.sort((a, b) => a.created - b.created), left, unreadable }
  }

  /**
   * Makes this process the owner of the work. What the work has made so far is kept, unless another version of
   * Shapekin made it.
   * @throws ShapekinError `output.*`
   */
  takeOver({ record, starts, isOurs }: LeftWork<R>): void {
    this.starts.set(record.id, starts + 1)
    removePartials(join(this.folder, record.id))
    this.write({ ...record, state: { status: 'queued' } })
    if (!isOurs) this.discardFiles(record.id)
  }

  /** @throws ShapekinError `output.diskFull`, `output.notWritable` */
  save(record: R): void {
    this.write(record)
  }

  /**
   * Gives up the work, so that the next server continues it. A start that ends in this way does not count.
   * @throws ShapekinError `output.*`
   */
  leave(record: R): void {
    const starts = this.startsOf(record.id) - 1
    writeWholeSync(this.recordPath(record.id), printRecord({ record, starts, version: this.version }))
  }

  private write(record: WorkRecord): void {
    const starts = this.startsOf(record.id)
    const text = printRecord({ record, owner: OWN_IDENTITY, starts, version: this.version })
    writeWholeSync(this.recordPath(record.id), text)
  }

  private startsOf(id: string): number {
    return this.starts.get(id) ?? 1
  }

  /** Folder of the files of finished work. */
  files(id: string): string {
    return join(this.folder, id, 'files')
  }

  /**
   * Opens a folder to write into, with what an earlier server has left in it. `publish` makes it the work's files;
   * `discardFiles` removes it.
   *
   * @throws ShapekinError `output.diskFull`, `output.notWritable`
   */
  openStaging(id: string): string {
    const folder = this.staging(id)
    try {
      rmSync(this.files(id), { recursive: true, force: true }) // published, but not yet recorded as done
      mkdirSync(folder, { recursive: true })
      return folder
    } catch (cause) {
      throw outputError(folder, cause)
    }
  }

  /** Makes the staging folder the work's files. @throws ShapekinError `output.diskFull`, `output.notWritable` */
  publish(id: string): void {
    try {
      renameSync(this.staging(id), this.files(id))
    } catch (cause) {
      throw outputError(this.files(id), cause)
    }
  }

  /** Path of a file for facts about the work that are not results. */
  note(id: string, name: string): string {
    return join(this.folder, id, name)
  }

  /** Removes the work with everything it made. @throws ShapekinError `output.notWritable` */
  remove(id: string): void {
    const folder = join(this.folder, id)
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (cause) {
      throw outputError(folder, cause)
    }
  }

  /** Removes the files of the work. */
  discardFiles(id: string): void {
    for (const folder of [this.staging(id), this.files(id)]) rmSync(folder, { recursive: true, force: true })
  }

  private read(id: string): KeptRecord<R> {
    return parseRecord(this.schema, readFileSync(this.recordPath(id), 'utf8'))
  }

  private recordPath(id: string): string {
    return join(this.folder, id, this.recordFile)
  }

  /** The folder that `openStaging` makes. */
  staging(id: string): string {
    return join(this.folder, id, 'files.partial')
  }
}

/**
 * An earlier record may have our own process id: by chance, or as a rule in a container. Nothing of ours is under way
 * yet, so its owner is dead.
 */
const isOtherAlive = (owner: ProcessIdentity | undefined): boolean =>
  owner !== undefined && owner.pid !== process.pid && isAlive(owner)
