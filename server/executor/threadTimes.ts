/** What a machine has done up to a moment. Milliseconds. */
export interface ClockReading {
  readonly wall: number
  /** Processor time of this process, all its threads together. */
  readonly processor: number
}

/** A limit on the time of work on another thread. */
export interface TimeLimit {
  /** Aborted when the work has had its time. */
  readonly signal: AbortSignal
  /** To be called when the work has ended. */
  readonly end: () => void
}

interface Counted {
  readonly limit: number
  readonly abort: AbortController
  given: number
  waited: number
}

/** How often times are counted; a limit is kept as exactly. Milliseconds. */
const COUNT_EVERY_MS = 100

/**
 * Work that was given a smaller share of a processor ends all the same: it may be waiting for something that never comes.
 * With two cores, thirty programs that compute leave a fifteenth each.
 */
const SMALLEST_SHARE = 1 / 20

/**
 * Limits work on threads by the processor time that it was given, so that the same work ends or does not on a busy machine
 * as on an idle one. Node 20 tells the time of all threads together: each piece of work under way counts as given an equal
 * part of it, and never more than what has passed.
 */
export class ThreadTimes {
  private readonly underWay = new Set<Counted>()
  private last: ClockReading
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly read: () => ClockReading = readClocks) {
    this.last = read()
  }

  /** Begins to count. @param limit in milliseconds of a processor */
  limit(limit: number): TimeLimit {
    this.count()
    const counted: Counted = { limit, abort: new AbortController(), given: 0, waited: 0 }
    this.underWay.add(counted)
    this.timer ??= setInterval(() => this.count(), COUNT_EVERY_MS).unref()
    return {
      signal: counted.abort.signal,
      end: () => {
        this.count()
        this.underWay.delete(counted)
        if (this.underWay.size > 0) return
        clearInterval(this.timer)
        this.timer = undefined
      },
    }
  }

  /** Counts what has passed since the last time. */
  count(): void {
    const now = this.read()
    const waited = now.wall - this.last.wall
    const given = Math.min(waited, (now.processor - this.last.processor) / Math.max(1, this.underWay.size))
    this.last = now
    for (const each of this.underWay) {
      each.waited += waited
      each.given += given
      if (each.given >= each.limit || each.waited >= each.limit / SMALLEST_SHARE) each.abort.abort()
    }
  }
}

/** Of this process. */
export const threadTimes = new ThreadTimes()

function readClocks(): ClockReading {
  const { user, system } = process.cpuUsage()
  return { wall: performance.now(), processor: (user + system) / 1000 }
}
