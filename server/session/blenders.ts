import { assertNever } from '../../shared/assertNever.js'
import { ShapekinError } from '../../shared/errors.js'
import type { ClientMessage } from '../../shared/schema/messages.js'
import { BlenderLink } from './blenderLink.js'
import type { Links, Session } from './session.js'

/**
 * State of a Blender; one that is gone has none. Only `free` ones are lent, so no run gets a Blender that another
 * holds, that is being stopped, or that was started for another run and is just connecting.
 */
type BlenderState =
  | { readonly name: 'connecting'; arrived(link: BlenderLink): void }
  | { readonly name: 'free'; readonly link: BlenderLink }
  | { readonly name: 'held'; readonly link: BlenderLink }
  | { readonly name: 'leaving'; readonly link: BlenderLink }

/** A Blender that one run holds until it gives it back. */
export interface Lease {
  readonly link: BlenderLink
  /** Gives it back, for others to use. */
  release(): void
  /** Gives it up, because it is about to be stopped: nobody may have it any more. */
  leave(): void
}

/** Every Blender that has said hello or is expected to, by its client id. */
export class Blenders implements Links {
  private readonly states = new Map<string, BlenderState>()

  constructor(private readonly onRequest: (link: BlenderLink, message: ClientMessage) => void) {}

  attach(hello: Extract<ClientMessage, { type: 'hello' }>, session: Session): BlenderLink {
    const { client_id: clientId, role, blender } = hello
    const known = this.states.get(clientId)
    const link =
      known === undefined || known.name === 'connecting'
        ? new BlenderLink(clientId, role, blender, this.onRequest)
        : known.link
    link.attach(session)
    if (known === undefined) this.states.set(clientId, { name: 'free', link })
    if (known?.name === 'connecting') known.arrived(link)
    return link
  }

  get isAnyConnected(): boolean {
    return this.connectedRoles.length > 0
  }

  /** Role of each connected Blender. */
  get connectedRoles(): BlenderLink['role'][] {
    return [...this.states.values()].flatMap((state) =>
      state.name !== 'connecting' && state.link.isConnected ? [state.link.role] : [],
    )
  }

  /** The Blenders whose windows people have open. */
  get windows(): BlenderLink[] {
    return [...this.states.values()].flatMap((state) =>
      state.name !== 'connecting' && state.link.role === 'window' && state.link.isConnected ? [state.link] : [],
    )
  }

  /**
   * Lends a connected worker that has nothing to do. Windows, and workers with somebody's file open, are not lent.
   */
  leaseFree(): Lease | undefined {
    for (const state of this.states.values())
      if (state.name === 'free' && state.link.role === 'worker' && state.link.isConnected) return this.hold(state.link)
    return undefined
  }

  /**
   * Lends this very Blender, the one that asked for the run.
   * @throws ShapekinError `session.busy` while another holds it, `session.blenderLost` when it is gone
   */
  lease(link: BlenderLink): Lease {
    const state = this.states.get(link.clientId)
    if (state?.name === 'held') throw new ShapekinError('session.busy')
    if (state?.name !== 'free' || state.link !== link)
      throw new ShapekinError('session.blenderLost', { reason: 'it went before its turn came' })
    return this.hold(link)
  }

  /**
   * Lends the Blender with this id as soon as it connects. It is never lent to anybody else.
   * @throws ShapekinError `session.blenderLost` after `timeoutMs`; the signal's reason
   */
  async leaseExpected(clientId: string, timeoutMs: number, signal: AbortSignal): Promise<Lease> {
    signal.throwIfAborted()
    const present = this.states.get(clientId)
    if (present?.name === 'free') return this.hold(present.link)
    return new Promise((resolve, reject) => {
      const giveUp = (error: Error) => {
        stopWaiting()
        this.states.delete(clientId)
        reject(error)
      }
      const abort = () => giveUp(signal.reason as Error)
      const reason = `it did not connect within ${timeoutMs / 1000} s`
      const timer = setTimeout(() => giveUp(new ShapekinError('session.blenderLost', { reason })), timeoutMs)
      const stopWaiting = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
      }
      signal.addEventListener('abort', abort)
      this.states.set(clientId, {
        name: 'connecting',
        arrived: (link) => {
          stopWaiting()
          resolve(this.hold(link))
        },
      })
    })
  }

  /** Forgets Blenders whose socket is gone and that nobody waits for. */
  sweep(): void {
    for (const [clientId, state] of this.states)
      switch (state.name) {
        case 'connecting':
        case 'held':
          break
        case 'free':
          if (!state.link.isConnected && !state.link.isWanted) this.states.delete(clientId)
          break
        case 'leaving':
          if (!state.link.isConnected) this.states.delete(clientId)
          break
        default:
          assertNever(state)
      }
  }

  private hold(link: BlenderLink): Lease {
    const held: BlenderState = { name: 'held', link }
    this.states.set(link.clientId, held)
    const become = (name: 'free' | 'leaving') => {
      // A lease can end only once.
      if (this.states.get(link.clientId) === held) this.states.set(link.clientId, { name, link })
    }
    return { link, release: () => become('free'), leave: () => become('leaving') }
  }
}
