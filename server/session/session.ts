import { assertNever } from '../../shared/assertNever.js'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import { BUSY_MS, HELLO_MS, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '../../shared/protocol.js'
import { ClientMessage, type ServerMessage } from '../../shared/schema/messages.js'
import { decodeFrame } from '../../shared/wire/frame.js'
import type { BlenderLink } from './blenderLink.js'

/** What a session needs of a socket. */
export interface MessageSocket {
  /** Bytes that were sent but that the peer has not yet taken. */
  readonly bufferedAmount: number
  send(text: string): void
  close(code: number, reason: string): void
  /** Ends the connection without a message. */
  terminate(): void
}

/** Finds or makes the link of a Blender that has said hello. */
export interface Links {
  attach(hello: Extract<ClientMessage, { type: 'hello' }>, session: Session): BlenderLink
}

type SessionState = { name: 'awaitingHello' } | { name: 'ready'; link: BlenderLink } | { name: 'closed' }

/**
 * Bytes. A peer that is this far behind is cut off, because its messages would fill the memory. A Blender that was
 * only slow comes back and is asked again. The groups of 300,000 objects are this long.
 */
const MAX_BEHIND_BYTES = 16 * 2 ** 20

/** WebSocket close code of a refusal; its reason is the code of the error table. */
const CLOSE_REFUSED = 4000

/**
 * One Blender on one socket. It owns no timer: the caller passes `now`, in milliseconds of a clock that does not jump
 * when the computer's clock is set.
 */
export class Session {
  private state: SessionState = { name: 'awaitingHello' }
  private lastHeard: number

  constructor(
    private readonly socket: MessageSocket,
    private readonly links: Links,
    private readonly serverVersion: string,
    now: number,
  ) {
    this.lastHeard = now
  }

  /** Handles one message. Never throws: a bad frame ends this session and no other. */
  receive(bytes: Buffer, isBinary: boolean, now: number): void {
    this.lastHeard = now
    if (this.state.name === 'closed') return
    try {
      if (isBinary) this.receiveFrame(bytes)
      else this.receiveMessage(bytes.toString('utf8'))
    } catch (cause) {
      this.refuse(toShapekinError(cause))
    }
  }

  /** Called for a pong: a sign of life that is not a message. */
  hear(now: number): void {
    this.lastHeard = now
  }

  /** Called HELLO_MS after the connection; refuses a peer that has not said hello. */
  expectHello(): void {
    if (this.state.name === 'awaitingHello')
      this.refuse(new ShapekinError('session.helloLate', { seconds: HELLO_MS / 1000 }))
  }

  /** Whether the peer has been silent for too long and should be dropped. */
  isSilent(now: number): boolean {
    return now - this.lastHeard > BUSY_MS
  }

  send(message: ServerMessage): void {
    if (this.state.name === 'closed') return
    if (this.socket.bufferedAmount > MAX_BEHIND_BYTES) this.socket.terminate()
    else this.socket.send(JSON.stringify(message))
  }

  /** Called when the socket is gone; the link waits for its Blender to come back. */
  socketClosed(): void {
    const { state } = this
    this.state = { name: 'closed' }
    if (state.name === 'ready') state.link.detach(this)
  }

  /** Tells the peer why, and closes the socket. */
  refuse(error: ShapekinError): void {
    this.send({ type: 'error', code: error.code, message: error.message, run_id: null })
    this.socket.close(CLOSE_REFUSED, error.code)
    this.socketClosed()
  }

  private receiveFrame(bytes: Buffer): void {
    if (this.state.name !== 'ready') throw new ShapekinError('session.helloExpected', { type: 'a frame' })
    this.state.link.receiveFrame(decodeFrame(bytes))
  }

  private receiveMessage(text: string): void {
    const parsed = ClientMessage.safeParse(parseJson(text))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new ShapekinError('wire.badMessage', {
        problem: `${issue?.path.join('.') || 'message'}: ${issue?.message ?? ''}`,
      })
    }
    const message = parsed.data
    switch (this.state.name) {
      case 'awaitingHello':
        if (message.type !== 'hello') throw new ShapekinError('session.helloExpected', { type: message.type })
        return this.greet(message)
      case 'ready':
        return this.state.link.receiveMessage(message)
      case 'closed':
        return
      default:
        assertNever(this.state)
    }
  }

  private greet(hello: Extract<ClientMessage, { type: 'hello' }>): void {
    if (hello.protocol !== PROTOCOL_VERSION)
      throw new ShapekinError('session.version', {
        addon: hello.addon,
        found: hello.protocol,
        server: this.serverVersion,
        expected: PROTOCOL_VERSION,
        older: hello.protocol < PROTOCOL_VERSION ? 'the add-on' : 'the server',
      })
    this.send({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      server: this.serverVersion,
      max_frame_bytes: MAX_FRAME_BYTES,
    })
    this.state = { name: 'ready', link: this.links.attach(hello, this) }
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new ShapekinError('wire.badMessage', { problem: 'it is not JSON' })
  }
}
