import { randomBytes } from 'node:crypto'

/** An event with its id, which a client sends to say that it has it. */
export interface KeptEvent<Event> {
  readonly id: string
  readonly event: Event
}

/** The events of some minutes of a busy run; a client that missed more has to read everything again. */
const KEPT_EVENTS = 2000

/**
 * Keeps the last events, so that a client that was cut off gets what it missed. Ids contain a mark of this log, so
 * that ids of an earlier server are unknown here and not mistaken for its own.
 */
export class EventLog<Event> {
  private readonly mark = randomBytes(4).toString('hex')
  private readonly kept: KeptEvent<Event>[] = []
  private count = 0
  private readonly listeners = new Set<(kept: KeptEvent<Event>) => void>()

  constructor(private readonly limit = KEPT_EVENTS) {}

  /** Id of the last event; before the first event, that of the new log. */
  get lastId(): string {
    return `${this.mark}-${this.count}`
  }

  get listenerCount(): number {
    return this.listeners.size
  }

  append(event: Event): void {
    this.count++
    const kept = { id: this.lastId, event }
    this.kept.push(kept)
    if (this.kept.length > this.limit) this.kept.shift()
    for (const listener of this.listeners) listener(kept)
  }

  /** The events after the one with this id; undefined when that is not kept any more. */
  since(id: string): readonly KeptEvent<Event>[] | undefined {
    const [, mark, number] = /^([0-9a-f]+)-(\d+)$/.exec(id) ?? []
    const missed = this.count - Number(number)
    if (mark !== this.mark || missed < 0 || missed > this.kept.length) return undefined
    return this.kept.slice(this.kept.length - missed)
  }

  /** Calls `listener` with every new event. @returns a function that ends it */
  follow(listener: (kept: KeptEvent<Event>) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
