import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A file that takes lines until it has `limit` bytes. It then becomes `PATH.1`, which replaces the one before, so that
 * at most twice the limit is kept. Lines are written at once, so that the last ones before a crash are there. Several
 * processes may add to one file. Packages for this write later, or depend on a library for dates.
 */
export class BoundedFile {
  private file: number | undefined

  constructor(
    private readonly path: string,
    private readonly limit: number,
  ) {}

  /** Adds a line. Never throws, because a log that can not be written is no reason to stop. */
  write(line: string): void {
    try {
      this.file ??= this.open()
      const { size } = fstatSync(this.file) // other processes may have added to it
      if (size > 0 && size + Buffer.byteLength(line) > this.limit) this.file = this.turnOver(this.file)
      writeSync(this.file, line)
    } catch {
      // A log that can not be written is no reason to stop.
    }
  }

  private open(): number {
    mkdirSync(dirname(this.path), { recursive: true })
    return openSync(this.path, 'a', 0o600)
  }

  private turnOver(file: number): number {
    const isStillThere = statSync(this.path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino
    this.file = undefined
    closeSync(file)
    if (isStillThere) renameSync(this.path, `${this.path}.1`) // otherwise another process has renamed it already
    return this.open()
  }
}
