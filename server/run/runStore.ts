import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
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

/** The folder of all runs: `ID/run.json` the record, `ID/files/` what it made. Files appear there all at once, at the end. */
export class RunStore {
  constructor(private readonly folder: string) {}

  /**
   * Every kept run that has ended, oldest first. One that a dead server left under way is marked failed, its unfinished
   * files removed; one that another process is at work on (a second `shapekin run` in the same home, say) is left to it,
   * and out of the list.
   */
  load(): { records: EndedRecord[]; unreadable: UnreadableRun[] } {
    const records: EndedRecord[] = []
    const unreadable: UnreadableRun[] = []
    for (const id of readdirSync(this.folder).filter((name) => RunId.safeParse(name).success)) {
      try {
        const { record, owner } = this.read(id)
        const { state } = record
        if (!isLive(state)) records.push({ ...record, state })
        else if (!isOtherAlive(owner)) records.push(this.interrupt(record))
      } catch (cause) {
        const { code, message } = cause as NodeJS.ErrnoException
        if (code === 'ENOENT') continue // it has none yet: another process is just about to write it
        unreadable.push({ id, path: this.recordPath(id), reason: code ?? message })
      }
    }
    return { records: records.sort((a, b) => a.created - b.created), unreadable }
  }

  /** @throws ShapekinError `output.diskFull`, `output.notWritable` */
  save(record: RunRecord): void {
    writeWholeSync(this.recordPath(record.id), printRecord({ record, owner: OWN_IDENTITY }))
  }

  /** Folder of a finished run's files. */
  files(id: string): string {
    return join(this.folder, id, 'files')
  }

  /** An empty folder to write into; `publish` makes it the run's files, `discardFiles` removes it. @throws ShapekinError `output.diskFull`, `output.notWritable` */
  openStaging(id: string): string {
    const folder = this.staging(id)
    try {
      this.discardFiles(id)
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

  private interrupt(record: RunRecord): EndedRecord {
    const { code, message } = new ShapekinError('run.interrupted')
    const interrupted = { ...record, state: { status: 'failed', error: { code, message } } } as const
    try {
      this.discardFiles(record.id)
      this.save(interrupted)
    } catch {
      // The next start finds it as we did.
    }
    return interrupted
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
