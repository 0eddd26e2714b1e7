import { ShapekinError } from '../../shared/errors.js'

/**
 * Wrong tokens of one address in a minute. A person mistypes a few times; a tool with an outdated token asks again and
 * again.
 */
const MAX_FAILURES = 20
const WINDOW_MS = 60_000
/** Addresses that are kept; beyond this the oldest are forgotten. That does not help to guess tokens of 192 bits. */
const MAX_ADDRESSES = 10_000

/**
 * Counts wrong tokens by the address they come from. An address that has sent too many is refused for the rest of the
 * minute, whatever it sends, so that nobody can try out tokens faster. From loopback only wrong tokens are refused: all
 * programs of a computer share that address, and none may lock out the others.
 */
export class FailureLimit {
  private readonly failures = new Map<string, { count: number; readonly until: number }>()

  /** @throws ShapekinError `session.tooManyFailures` @param now milliseconds, of any clock that only goes forward */
  checkAddress(address: string, now: number): void {
    if (!isLoopback(address)) this.check(address, now)
  }

  /** Counts a wrong token. @throws ShapekinError `session.tooManyFailures` */
  fail(address: string, now: number): void {
    this.check(address, now)
    const known = this.failures.get(address)
    if (known && now < known.until) known.count++
    else {
      this.failures.delete(address) // moves the address to the end of the order
      this.failures.set(address, { count: 1, until: now + WINDOW_MS })
    }
    for (const oldest of this.failures.keys()) {
      if (this.failures.size <= MAX_ADDRESSES) break
      this.failures.delete(oldest)
    }
  }

  private check(address: string, now: number): void {
    const { count = 0, until = 0 } = this.failures.get(address) ?? {}
    if (count < MAX_FAILURES || now >= until) return
    const seconds = Math.ceil((until - now) / 1000)
    throw new ShapekinError('session.tooManyFailures', { address, seconds })
  }
}

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address)
