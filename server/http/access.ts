import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ShapekinError } from '../../shared/errors.js'
import { FailureLimit } from './failureLimit.js'

/**
 * Decides who may talk to the server: callers that use one of its names (against DNS rebinding), its own pages, and
 * holders of the token.
 */
export class Access {
  private readonly limit = new FailureLimit()
  private readonly expected: Buffer

  /** @param now milliseconds, of a clock that only goes forward */
  constructor(
    token: string,
    private readonly allowedHosts: readonly string[],
    private readonly now: () => number,
  ) {
    this.expected = digest(token)
  }

  /**
   * Checks that Host is one of our names and that Origin, where there is one, is that of a page from this server: the
   * port counts, too.
   * @throws ShapekinError `session.origin`
   */
  checkOrigin(request: IncomingMessage): void {
    const { host = '', origin } = request.headers
    if (!this.isOurs(host)) throw new ShapekinError('session.origin', { origin: `host ${host || '(none)'}` })
    if (origin !== undefined && !isPageOf(origin, host)) throw new ShapekinError('session.origin', { origin })
  }

  /**
   * Checks that `Authorization: Bearer TOKEN` holds the token. A missing token is not counted as a failed guess.
   * @throws ShapekinError `session.token`, `session.tooManyFailures`
   */
  checkToken(request: IncomingMessage): void {
    const address = request.socket.remoteAddress ?? ''
    this.limit.checkAddress(address, this.now())
    const given = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    // Digests have one length, so that the time reveals neither the token nor its length.
    if (given !== undefined && timingSafeEqual(digest(given), this.expected)) return
    if (given !== undefined) this.limit.fail(address, this.now())
    throw new ShapekinError('session.token')
  }

  private isOurs(host: string): boolean {
    const [, name] = /^([\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i.exec(host) ?? []
    return name !== undefined && ['127.0.0.1', 'localhost', '[::1]', ...this.allowedHosts].includes(name.toLowerCase())
  }
}

/** Behind a proxy, pages may come by https, which does not change the name. */
const isPageOf = (origin: string, host: string): boolean =>
  /^https?:\/\//i.test(origin) && URL.canParse(origin) && new URL(origin).host === new URL(`http://${host}`).host

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
