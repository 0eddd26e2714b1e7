/** Times of a machine at one moment. Milliseconds. */
export interface ClockReading {
  readonly wall: number
  /** Processor time of this process, with all its threads. */
  readonly processor: number
}

/** A limit on the time of work on another thread. */
export interface TimeLimit {
  /** Aborted when the work has used up its time. */
  readonly signal: AbortSignal
  /** To be called when the work ends. */
  readonly end: () => void
}

interface Counted {
  readonly limit: number
  readonly abort: AbortController
  given: number
  waited: number
}

/** Milliseconds between two counts; a limit is exact to this. */
const COUNT_EVERY_MS = 100

/**
 * Work that gets a smaller share of a processor than this is stopped all the same, because it may be waiting for
 * something that never comes. With two cores, thirty busy programs leave a fifteenth to each.
 */
const SMALLEST_SHARE = 1 / 20

/**
 * Limits work on threads by the processor time that it was given, so that a busy machine ends the same work as an idle
 * one. Node 20 tells only the time of all threads together, so each piece of work under way is taken to have an equal
 * part of it, and never more than the time that has passed.
 */
export class ThreadTimes {
  private readonly underWay = new Set<Counted>()
  private last: ClockReading
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly read: () => ClockReading = readClocks) {
    this.last = read()
  }

  /** Starts to count. @param limit in milliseconds of processor time */
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

  /** Counts the time that has passed since the last count. */
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

/** The times of this process. */
export const threadTimes = new ThreadTimes()

function readClocks(): ClockReading {
  const { user, system } = process.cpuUsage()
  return { wall: performance.now(), processor: (user + system) / 1000 }
}
