import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileSync } from 'atomically'
import { ShapekinError } from '../../shared/errors.js'
import { RunId, type RunRecord } from '../../shared/schema/run.js'
import { isEnded } from './run.js'

/** A record as it lies in `run.json`, with the process that wrote it. */
type KeptRecord = RunRecord & { readonly pid?: number }

/** Our own id on an earlier record is a chance, and the rule in a container: nothing of ours is under way yet. */
function isOtherAlive(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // alive, and another user's
  }
}

/** The folder of all runs: `ID/run.json` the record, `ID/files/` what it made. Files appear there all at once, at the end. */
export class RunStore {
  constructor(private readonly folder: string) {}

  /**
   * Every kept run. One that a dead server left under way is marked failed, its unfinished files removed; one that another
   * process is at work on (a second `shapekin run` in the same home, say) is left to it, and out of the list.
   */
  load(): RunRecord[] {
    return readdirSync(this.folder)
      .filter((name) => RunId.safeParse(name).success)
      .flatMap((id) => {
        const kept = this.read(id)
        if (kept === undefined) return []
        const { pid, ...record } = kept
        if (isEnded(record)) return [record]
        if (isOtherAlive(pid)) return []
        this.discardStaging(id)
        const { code, message } = new ShapekinError('run.interrupted')
        const interrupted: RunRecord = { ...record, state: { status: 'failed', error: { code, message } } }
        this.save(interrupted)
        return [interrupted]
      })
      .sort((a, b) => a.created - b.created)
  }

  save(record: RunRecord): void {
    mkdirSync(join(this.folder, record.id), { recursive: true })
    const kept: KeptRecord = { ...record, pid: process.pid }
    writeFileSync(join(this.folder, record.id, 'run.json'), JSON.stringify(kept))
  }

  /** Folder of a finished run's files. */
  files(id: string): string {
    return join(this.folder, id, 'files')
  }

  /** An empty folder to write into; `publish` makes it the run's files, `discardStaging` removes it. */
  openStaging(id: string): string {
    this.discardStaging(id)
    mkdirSync(this.staging(id), { recursive: true })
    return this.staging(id)
  }

  publish(id: string): void {
    renameSync(this.staging(id), this.files(id))
  }

  discardStaging(id: string): void {
    rmSync(this.staging(id), { recursive: true, force: true })
  }

  private staging(id: string): string {
    return join(this.folder, id, 'files.partial')
  }

  private read(id: string): KeptRecord | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, id, 'run.json'), 'utf8')) as KeptRecord
    } catch {
      return undefined // a folder without a readable record is no run
    }
  }
}
