import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Identifies one process for good: the system reuses ids, but not together with the time of the start. */
export const ProcessIdentity = z.object({
  pid: z.int(),
  /**
   * Time of the start in the system's words, which can only be compared; missing where the system does not tell it.
   */
  started: z.string().optional(),
})
export type ProcessIdentity = z.infer<typeof ProcessIdentity>

export const identityOf = (pid: number): ProcessIdentity => ({ pid, started: startOf(pid) })

export const OWN_IDENTITY = identityOf(process.pid)

/**
 * Whether this very process still runs. Where the system does not tell starts: whether any process with its id runs.
 */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false // with EPERM it is alive, and another user's
  }
  const found = startOf(pid)
  return started === undefined || found === undefined || found === started
}

/** Time of the start. Linux: clock ticks since the machine started. macOS and others: date and time. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'win32') return undefined
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses, which may itself contain spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME - 3]
  } catch {
    return undefined
  }
}

/** Number of the field in proc(5), counted from 1. */
const START_TIME = 22
