import pino from 'pino'
import { onTestFinished, vi } from 'vitest'
import type { WorkContext } from '../../shared/progress.js'
import { PROTOCOL_VERSION } from '../../shared/protocol.js'
import type { ClientMessage, ServerMessage } from '../../shared/schema/messages.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { Frame } from '../../shared/wire/frame.js'
import { encodeFrame } from '../../shared/wire/frame.js'
import { Runs } from '../../server/run/runs.js'
import { RunStore } from '../../server/run/runStore.js'
import type { BlenderLink } from '../../server/session/blenderLink.js'
import type { BlenderRun } from '../../server/session/blenderRun.js'
import { Blenders } from '../../server/session/blenders.js'
import { Session } from '../../server/session/session.js'
import { temporaryFolder } from './temporaryFolder.js'

/** The real Runs, Blenders, links and sessions; clock, sockets, processes and the road of a run are in the test's hand. */

/** Until all that can happen now has happened. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** From now on time stands still, until `vi.advanceTimersByTime`. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000_000 })
  onTestFinished(() => void vi.useRealTimers())
}

/** Blender's end of a socket. */
export class HandSocket {
  readonly said: ServerMessage[] = []
  closed: { code: number; reason: string } | undefined
  readonly session: Session

  constructor(blenders: Blenders) {
    const socket = {
      send: (text: string) => void this.said.push(JSON.parse(text) as ServerMessage),
      close: (code: number, reason: string) => void (this.closed ??= { code, reason }),
      terminate: () => this.session.socketClosed(),
      bufferedAmount: 0,
    }
    this.session = new Session(socket, blenders, '0.0.0', Date.now())
  }

  hello(clientId: string, role: 'window' | 'background' | 'worker' = 'worker'): this {
    return this.say({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      addon: '0.1.0',
      blender: '3.4.1',
      client_id: clientId,
      role,
    })
  }

  say(message: ClientMessage): this {
    this.session.receive(Buffer.from(JSON.stringify(message)), false, Date.now())
    return this
  }

  sendFrame(frame: Frame): this {
    this.session.receive(Buffer.from(encodeFrame(frame)), true, Date.now())
    return this
  }

  drop(): void {
    this.session.socketClosed()
  }

  /** All that was said of a type. */
  of<Type extends ServerMessage['type']>(type: Type): Extract<ServerMessage, { type: Type }>[] {
    return this.said.filter((message): message is Extract<ServerMessage, { type: Type }> => message.type === type)
  }
}

/** A Blender that the server has started. */
export interface HandProcess {
  readonly clientId: string
  isStopped: boolean
  /** Ends by itself. */
  die(error: Error): void
}

/** A run on its road. */
export interface HandRoad {
  readonly request: RunRequest
  readonly blender: BlenderRun
  readonly folder: string
  readonly context: WorkContext
  arrive(): void
  fail(error: Error): void
}

const SCORES = {
  ...{ accuracy: 1, ari: 1, nmi: 1, ami: 1, map: 1, precisionAt1: 1, rPrecision: 1, silhouette: 1 },
  confusion: { classes: [], counts: [] },
}
const REPORT: RunReport = {
  ...RunRequest.parse({ count: 20 }),
  ...{ blender: '3.4.1', versions: {}, stages: {}, refused: [], colored: 20, health: [] },
  backend: 'cpu',
  test: SCORES,
  baseline: SCORES,
}
const DONE = { report: REPORT, files: ['a'] }

export function handDriven(folder = temporaryFolder()) {
  stopClock()
  const processes: HandProcess[] = []
  const roads: HandRoad[] = []
  const blenders: Blenders = new Blenders((link: BlenderLink, message) => {
    if (message.type === 'start_run') runs.start(message.request, link)
    if (message.type === 'cancel_run') runs.cancel(message.run_id)
  })
  const start = (clientId: string) => {
    let [end, die] = [() => {}, (_error: Error) => {}]
    const ended = new Promise<void>((resolve, reject) => ([end, die] = [resolve, reject]))
    const process: HandProcess = { clientId, isStopped: false, die }
    processes.push(process)
    const stop = () => {
      process.isStopped = true // its socket closes when the test says so: a real one takes its time, too
      end()
      return ended
    }
    return Promise.resolve({ ended, stop })
  }
  const runExperiment = (request: RunRequest, blender: BlenderRun, into: string, context: WorkContext) =>
    new Promise<typeof DONE>((resolve, reject) => {
      const road = { request, blender, folder: into, context, arrive: () => resolve(DONE), fail: reject }
      roads.push(road)
      context.signal.addEventListener('abort', () => reject(context.signal.reason as Error))
    })
  const store = new RunStore(folder, '0.0.0')
  const source = { blenders, start }
  const runs = new Runs(store, { source, runExperiment }, pino({ level: 'silent' }), Date.now)
  const ask = (seed = 0, link?: BlenderLink) => runs.start(RunRequest.parse({ count: 20, seed }), link).id
  const statusOf = (id: string) => runs.get(id).state.status
  const connect = () => new HandSocket(blenders)
  return { runs, blenders, source, store, folder, processes, roads, ask, statusOf, connect }
}
