import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A file to which lines are added until it has `limit` bytes; it then becomes `PATH.1`, and the one before is gone: twice the
 * limit is the most that is kept. Written at once, so that the last words before a crash are there. Several processes may add
 * to one file. Packages for this write later, or bring a library of dates along.
 */
export class BoundedFile {
  private file: number | undefined

  constructor(
    private readonly path: string,
    private readonly limit: number,
  ) {}

  /** Never throws: a log that can not be written is no reason to stop. */
  write(line: string): void {
    try {
      this.file ??= this.open()
      const { size } = fstatSync(this.file) // others may have added to it
      if (size > 0 && size + Buffer.byteLength(line) > this.limit) this.file = this.turnOver(this.file)
      writeSync(this.file, line)
    } catch {
      // As said.
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
    if (isStillThere) renameSync(this.path, `${this.path}.1`) // else another process has turned it over
    return this.open()
  }
}
