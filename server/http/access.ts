import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ShapekinError } from '../../shared/errors.js'

/** Who may talk to the server: callers that name it rightly (no DNS rebinding), pages of its own, holders of the token. */
export class Access {
  constructor(
    private readonly token: string,
    private readonly allowedHosts: readonly string[],
  ) {}

  /**
   * Host and Origin are ours.
   * @throws ShapekinError `session.origin`
   */
  checkOrigin(request: IncomingMessage): void {
    const { host = '', origin } = request.headers
    if (!this.isOurs(`http://${host}`))
      throw new ShapekinError('session.origin', { origin: `host ${host || '(none)'}` })
    if (origin !== undefined && !this.isOurs(origin)) throw new ShapekinError('session.origin', { origin })
  }

  /**
   * `Authorization: Bearer TOKEN` holds the token.
   * @throws ShapekinError `session.token`
   */
  checkToken(request: IncomingMessage): void {
    const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    const expected = Buffer.from(this.token)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ShapekinError('session.token')
  }

  private isOurs(origin: string): boolean {
    if (!URL.canParse(origin)) return false
    return ['127.0.0.1', 'localhost', '[::1]', ...this.allowedHosts].includes(new URL(origin).hostname)
  }
}
