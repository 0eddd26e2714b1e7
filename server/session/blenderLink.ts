import type { ClientMessage, ServerMessage } from '../../shared/schema/messages.js'
import type { Frame } from '../../shared/wire/frame.js'

/** The socket of a Blender that has said hello. */
export interface LinkSocket {
  send(message: ServerMessage): void
}

/** What a run is told about its Blender. */
export interface LinkListener {
  message(message: ClientMessage): void
  frame(frame: Frame): void
  /** The Blender is back on a new socket: what is missing must be asked for again. */
  attached(): void
  detached(): void
}

/** Messages that are not answers to a run. */
const OUTSIDE_OF_RUNS: ReadonlySet<ClientMessage['type']> = new Set([
  'start_run',
  'start_scene',
  'cancel_run',
  'selected_objects',
  'open_groupings',
  'scene_notes',
  'colored_again',
])

/** One Blender over all its sockets. It outlives a dropped connection, and at most one run holds it. */
export class BlenderLink {
  private socket: LinkSocket | undefined
  private listener: LinkListener | undefined
  private waitingRuns = 0

  constructor(
    readonly clientId: string,
    readonly role: 'window' | 'background' | 'worker',
    /** Version of Blender: `3.4.1`. */
    readonly blender: string,
    /** Called with messages outside of a run: see OUTSIDE_OF_RUNS. */
    private readonly onRequest: (link: BlenderLink, message: ClientMessage) => void,
  ) {}

  get isConnected(): boolean {
    return this.socket !== undefined
  }

  /** Whether a run that it asked for waits for its turn. */
  get isWanted(): boolean {
    return this.waitingRuns > 0
  }

  /** Marks that a run which this Blender asked for waits for its turn, until the returned function is called. */
  want(): () => void {
    this.waitingRuns++
    return () => this.waitingRuns--
  }

  /** Gives this Blender to a run; the returned function takes it back. */
  hold(listener: LinkListener): () => void {
    this.listener = listener
    if (!this.isConnected) listener.detached() // it disconnected while the run waited for its turn
    return () => {
      if (this.listener === listener) this.listener = undefined
    }
  }

  send(message: ServerMessage): void {
    this.socket?.send(message)
  }

  attach(socket: LinkSocket): void {
    this.socket = socket
    this.listener?.attached()
  }

  detach(socket: LinkSocket): void {
    if (this.socket !== socket) return // an older socket of the same Blender
    this.socket = undefined
    this.listener?.detached()
  }

  receiveMessage(message: ClientMessage): void {
    if (OUTSIDE_OF_RUNS.has(message.type)) this.onRequest(this, message)
    else this.listener?.message(message)
  }

  receiveFrame(frame: Frame): void {
    this.listener?.frame(frame)
  }
}
