import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RunId, type RunRecord } from '../../shared/schema/run.js'
import { isAlive, OWN_IDENTITY, type ProcessIdentity } from '../system/processIdentity.js'
import { outputError, writeWholeSync } from '../system/writeWhole.js'
import { parseRecord, printRecord, type KeptRecord } from './recordFile.js'
import { isLive, type EndedRecord } from './runState.js'

/** A kept run whose record says nothing that can be understood. */
export interface UnreadableRun {
  readonly id: string
  readonly path: string
  readonly reason: string
}

/** A run that a dead process left under way. */
export interface LeftRun {
  readonly record: RunRecord
  /** How many servers have begun it. */
  readonly starts: number
  /** What it has made is in the form of this Shapekin. */
  readonly isOurs: boolean
}

/** The folder of all runs: `ID/run.json` the record, `ID/files/` what it made. Files appear there all at once, at the end. */
export class RunStore {
  /** Of the runs under way here, those that others have begun before. */
  private readonly starts = new Map<string, number>()

  /** @param version of Shapekin */
  constructor(
    private readonly folder: string,
    private readonly version: string,
  ) {}

  /**
   * Every kept run that has ended and every one that a dead process left under way, oldest first. One that another process is
   * at work on (a `shapekin run` in the same home, say) is left to it, and out of the list.
   */
  load(): { records: EndedRecord[]; left: LeftRun[]; unreadable: UnreadableRun[] } {
    const records: EndedRecord[] = []
    const left: LeftRun[] = []
    const unreadable: UnreadableRun[] = []
    for (const id of readdirSync(this.folder).filter((name) => RunId.safeParse(name).success)) {
      try {
        const { record, owner, starts, version } = this.read(id)
        const { state } = record
        if (!isLive(state)) records.push({ ...record, state })
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

  /** From now on the run is this process's: what it has made so far is kept, unless another Shapekin made it. @throws ShapekinError `output.*` */
  takeOver({ record, starts, isOurs }: LeftRun): void {
    this.starts.set(record.id, starts + 1)
    this.save({ ...record, state: { status: 'queued' } })
    if (!isOurs) this.discardFiles(record.id)
  }

  /** @throws ShapekinError `output.diskFull`, `output.notWritable` */
  save(record: RunRecord): void {
    writeWholeSync(this.recordPath(record.id), this.print(record))
  }

  private print(record: RunRecord): string {
    return printRecord({
      record,
      owner: OWN_IDENTITY,
      starts: this.starts.get(record.id) ?? 1,
      version: this.version,
    })
  }

  /** Folder of a finished run's files. */
  files(id: string): string {
    return join(this.folder, id, 'files')
  }

  /**
   * A folder to write into, with what an earlier server has left in it; `publish` makes it the run's files, `discardFiles`
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

  /** Removes what a run made. */
  discardFiles(id: string): void {
    for (const folder of [this.staging(id), this.files(id)]) rmSync(folder, { recursive: true, force: true })
  }

  private read(id: string): KeptRecord {
    return parseRecord(readFileSync(this.recordPath(id), 'utf8'))
  }

  private recordPath(id: string): string {
    return join(this.folder, id, 'run.json')
  }

  private staging(id: string): string {
    return join(this.folder, id, 'files.partial')
  }
}

/** Our own id on an earlier record is a chance, and the rule in a container: nothing of ours is under way yet. */
const isOtherAlive = (owner: ProcessIdentity | undefined): boolean =>
  owner !== undefined && owner.pid !== process.pid && isAlive(owner)
