import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { RunId } from '../../shared/schema/run.js'
import { isAlive, OWN_IDENTITY, type ProcessIdentity } from '../system/processIdentity.js'
import { outputError, writeWholeSync } from '../system/writeWhole.js'
import { parseRecord, printRecord, type KeptRecord } from './recordFile.js'

/** A run that has ended so many servers may be what ends them. */
export const MAX_STARTS = 5

/** A record of work as it is kept: a run or a grouping. */
interface WorkRecord {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly created: number
  readonly state: { readonly status: string }
}

/** Kept work whose record says nothing that can be understood. */
export interface UnreadableRecord {
  readonly id: string
  readonly path: string
  readonly reason: string
}

/** Work that a dead process left under way. */
export interface LeftWork<R> {
  readonly record: R
  /** How many servers have begun it. */
  readonly starts: number
  /** What it has made is in the form of this Shapekin. */
  readonly isOurs: boolean
}

/** A folder of work: `ID/run.json`, say, the record, `ID/files/` what it made. Files appear there all at once, at the end. */
export class WorkStore<R extends WorkRecord> {
  /** Of the work under way here, what others have begun before. */
  private readonly starts = new Map<string, number>()

  /**
   * @param version     of Shapekin
   * @param recordFile  name of the record
   */
  constructor(
    private readonly folder: string,
    private readonly version: string,
    private readonly recordFile: string,
    private readonly schema: z.ZodType<R>,
  ) {}

  /**
   * All kept work that has ended and all that a dead process left under way, oldest first. What another process is at work on
   * (a `shapekin run` in the same home, say) is left to it, and out of the list.
   */
  load(): { records: R[]; left: LeftWork<R>[]; unreadable: UnreadableRecord[] } {
    const records: R[] = []
    const left: LeftWork<R>[] = []
    const unreadable: UnreadableRecord[] = []
    for (const id of readdirSync(this.folder).filter((name) => RunId.safeParse(name).success)) {
      try {
        const { record, owner, starts, version } = this.read(id)
        if (!isUnderWay(record)) records.push(record)
        else if (!isOtherAlive(owner)) left.push({ record, starts, isOurs: version === this.version })
      } catch (cause) {
        const { code, message } = cause as NodeJS.ErrnoException
        if (code === 'ENOENT') continue // it has none yet: another process is just about to write it
        unreadable.push({ id, path: this.recordPath(id), reason: code ?? message })
      }
    }
    left.sort((a, b) => a.record.created - b.record.created)
    return { records: records.sort((a, b) => a.created - b.created), left, unreadable }
  }

  /**
   * From now on the work is this process's: what it has made so far is kept, unless another Shapekin made it.
   * @throws ShapekinError `output.*`
   */
  takeOver({ record, starts, isOurs }: LeftWork<R>): void {
    this.starts.set(record.id, starts + 1)
    this.write({ ...record, state: { status: 'queued' } })
    if (!isOurs) this.discardFiles(record.id)
  }

  /** @throws ShapekinError `output.diskFull`, `output.notWritable` */
  save(record: R): void {
    this.write(record)
  }

  /**
   * The work is nobody's any more: the next server goes on with it. A start that ends in good order does not count.
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

  /** Folder of what finished work has made. */
  files(id: string): string {
    return join(this.folder, id, 'files')
  }

  /**
   * A folder to write into, with what an earlier server has left in it; `publish` makes it the work's files, `discardFiles`
   * removes it.
   *
   * @throws ShapekinError `output.diskFull`, `output.notWritable`
   */
  openStaging(id: string): string {
    const folder = this.staging(id)
    try {
      rmSync(this.files(id), { recursive: true, force: true }) // published, but not yet entered as done
      mkdirSync(folder, { recursive: true })
      return folder
    } catch (cause) {
      throw outputError(folder, cause)
    }
  }

  /** @throws ShapekinError `output.diskFull`, `output.notWritable` */
  publish(id: string): void {
    try {
      renameSync(this.staging(id), this.files(id))
    } catch (cause) {
      throw outputError(this.files(id), cause)
    }
  }

  /** Path of a file about the work that is no result of it. */
  note(id: string, name: string): string {
    return join(this.folder, id, name)
  }

  /** @throws ShapekinError `output.notWritable` */
  remove(id: string): void {
    const folder = join(this.folder, id)
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (cause) {
      throw outputError(folder, cause)
    }
  }

  /** Removes what it made. */
  discardFiles(id: string): void {
    for (const folder of [this.staging(id), this.files(id)]) rmSync(folder, { recursive: true, force: true })
  }

  private read(id: string): KeptRecord<R> {
    return parseRecord(this.schema, readFileSync(this.recordPath(id), 'utf8'))
  }

  private recordPath(id: string): string {
    return join(this.folder, id, this.recordFile)
  }

  /** Where `openStaging` makes its folder. */
  staging(id: string): string {
    return join(this.folder, id, 'files.partial')
  }
}

const isUnderWay = ({ state: { status } }: WorkRecord): boolean => status === 'queued' || status === 'running'

/** Our own id on an earlier record is a chance, and the rule in a container: nothing of ours is under way yet. */
const isOtherAlive = (owner: ProcessIdentity | undefined): boolean =>
  owner !== undefined && owner.pid !== process.pid && isAlive(owner)
