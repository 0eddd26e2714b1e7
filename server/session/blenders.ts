import { ShapekinError } from '../../shared/errors.js'
import type { ClientMessage } from '../../shared/schema/messages.js'
import { BlenderLink } from './blenderLink.js'
import type { Links, Session } from './session.js'

/** Every Blender that has said hello, by its client id. */
export class Blenders implements Links {
  private readonly links = new Map<string, BlenderLink>()
  private readonly waiting = new Map<string, (link: BlenderLink) => void>()

  constructor(private readonly onRequest: (link: BlenderLink, message: ClientMessage) => void) {}

  attach(hello: Extract<ClientMessage, { type: 'hello' }>, session: Session): BlenderLink {
    const known = this.links.get(hello.client_id)
    const link = known ?? new BlenderLink(hello.client_id, hello.role, hello.blender, this.onRequest)
    this.links.set(hello.client_id, link)
    link.attach(session)
    this.waiting.get(hello.client_id)?.(link)
    return link
  }

  /** A connected Blender without a window that has nothing to do. */
  findFree(): BlenderLink | undefined {
    return [...this.links.values()].find((link) => link.role === 'background' && link.isFree)
  }

  /**
   * The Blender with this id, as soon as it connects.
   * @throws ShapekinError `session.blenderLost` after `timeoutMs`
   */
  async waitFor(clientId: string, timeoutMs: number, signal: AbortSignal): Promise<BlenderLink> {
    const present = this.links.get(clientId)
    if (present?.isConnected) return present
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        this.waiting.delete(clientId)
        settle()
      }
      const abort = () => finish(() => reject(signal.reason as Error))
      const timer = setTimeout(
        () =>
          finish(() =>
            reject(
              new ShapekinError('session.blenderLost', { reason: `it did not connect within ${timeoutMs / 1000} s` }),
            ),
          ),
        timeoutMs,
      )
      signal.addEventListener('abort', abort)
      this.waiting.set(clientId, (link) => finish(() => resolve(link)))
    })
  }

  /** Forgets Blenders that are gone and held by no run. */
  sweep(): void {
    for (const [clientId, link] of this.links) if (!link.isConnected && !link.isHeld) this.links.delete(clientId)
  }
}
