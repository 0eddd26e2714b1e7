import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One process for good: the system gives ids again, but not together with the time of the start. */
export const ProcessIdentity = z.object({
  pid: z.int(),
  /** In words of the system, to be compared only; missing where it does not tell. */
  started: z.string().optional(),
})
export type ProcessIdentity = z.infer<typeof ProcessIdentity>

export const identityOf = (pid: number): ProcessIdentity => ({ pid, started: startOf(pid) })

export const OWN_IDENTITY = identityOf(process.pid)

/** Whether this very process still runs; where the system does not tell starts, whether any does with its id. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false // else alive, and another user's
  }
  const found = startOf(pid)
  return started === undefined || found === undefined || found === started
}

/** Linux: clock ticks since the machine started. macOS and the like: date and time. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'win32') return undefined
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field, the program's name in brackets, may hold spaces and brackets itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME - 3]
  } catch {
    return undefined
  }
}

/** Number of the field in proc(5), counted from 1. */
const START_TIME = 22
