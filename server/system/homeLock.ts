import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import { isAlive, OWN_IDENTITY, ProcessIdentity } from './processIdentity.js'
import { outputError, writeWholeSync } from './writeWhole.js'

const Holder = z.object({
  owner: ProcessIdentity,
  /** Missing until the server listens. */
  address: z.string().optional(),
})
type Holder = z.infer<typeof Holder>

/** Milliseconds. A server takes 2 s to start, and 20 s on a busy machine with a cold disk. */
const START_MS = 30_000
/**
 * Milliseconds. No process takes longer between making the file and writing it; a file that is empty after that was
 * left by a kill.
 */
const WRITE_MS = 1000
const LOOK_AGAIN_MS = 50

const lockPath = (folder: string): string => join(folder, 'server.json')

/** Address of the server that works in a home. */
export function findServer(folder: string): string | undefined {
  const holder = parse(read(lockPath(folder)))
  return holder && isAlive(holder.owner) ? holder.address : undefined
}

/**
 * `server.json` of a home, which belongs to the one server that works there. What a dead process left does not block a
 * start.
 */
export class HomeLock {
  private constructor(private readonly path: string) {}

  /**
   * @param folder of the home; must exist
   * @throws ShapekinError `server.homeTaken` with the other's address; `output.*`
   */
  static async take(folder: string): Promise<HomeLock> {
    const path = lockPath(folder)
    for (const began = performance.now(); ; await sleep(LOOK_AGAIN_MS)) {
      if (isMade(path)) return new HomeLock(path)
      const waited = performance.now() - began
      const text = read(path)
      const holder = parse(text)
      if (holder === undefined ? waited > WRITE_MS : !isAlive(holder.owner)) remove(path, text)
      else if (holder && (holder.address !== undefined || waited > START_MS)) {
        const { owner, address = 'it is just starting' } = holder
        throw new ShapekinError('server.homeTaken', { path: folder, address, pid: owner.pid })
      }
    }
  }

  /** Publishes the address, which others then find. @throws ShapekinError `output.*` */
  tell(address: string): void {
    writeWholeSync(this.path, print({ owner: OWN_IDENTITY, address }))
  }

  release(): void {
    rmSync(this.path, { force: true })
  }
}

const print = (holder: Holder): string => JSON.stringify(holder)

/** Makes a file; the system lets only one process do this. */
function isMade(path: string): boolean {
  try {
    writeFileSync(path, print({ owner: OWN_IDENTITY }), { flag: 'wx', mode: 0o600 })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw outputError(path, cause)
  }
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text = ''): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/**
 * Removes what a dead process left. Only one process may do this at a time, and only to the content that it has seen;
 * otherwise it could delete the file that another start has just made.
 */
function remove(path: string, seen: string | undefined): void {
  const gate = `${path}.removing`
  try {
    mkdirSync(gate)
  } catch {
    const since = statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - since > START_MS) rmdirSync(gate) // this folder was left by a kill, too
    return
  }
  try {
    if (read(path) === seen) rmSync(path, { force: true })
  } finally {
    rmdirSync(gate)
  }
}
