import { randomBytes } from 'node:crypto'

/** An event with the id by which a client says that it has it. */
export interface KeptEvent<Event> {
  readonly id: string
  readonly event: Event
}

/** Some minutes of a busy run; a client that missed more reads everything anew. */
const KEPT_EVENTS = 2000

/**
 * The last events, so that a client that was cut off gets what it missed. Ids bear a mark of this log: those of an earlier
 * server are unknown, and not taken for its own.
 */
export class EventLog<Event> {
  private readonly mark = randomBytes(4).toString('hex')
  private readonly kept: KeptEvent<Event>[] = []
  private count = 0
  private readonly listeners = new Set<(kept: KeptEvent<Event>) => void>()

  constructor(private readonly limit = KEPT_EVENTS) {}

  /** Id of the last event; that of a new log for none. */
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

  /** What came after an event; undefined when that is not known any more. */
  since(id: string): readonly KeptEvent<Event>[] | undefined {
    const [, mark, number] = /^([0-9a-f]+)-(\d+)$/.exec(id) ?? []
    const missed = this.count - Number(number)
    if (mark !== this.mark || missed < 0 || missed > this.kept.length) return undefined
    return this.kept.slice(this.kept.length - missed)
  }

  /** @returns ends it */
  follow(listener: (kept: KeptEvent<Event>) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
