import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DescribedRoutes } from './describedRoutes.js'

/** What is counted when the figures are requested. */
export interface Counted {
  /** Kind and state of every piece of work: `runs`, `done`. */
  readonly work: () => readonly { readonly kind: string; readonly status: string }[]
  /** Roles of the connected Blenders, one entry each. */
  readonly blenders: () => readonly string[]
  readonly listeners: () => number
  /** Counts of the library; undefined where there is none. */
  readonly library: () => { readonly files: number; readonly shapes: number; readonly refused: number } | undefined
}

/** Seconds: from a cached answer to a search in a large library. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/**
 * Figures for Prometheus: requests by route, work by state, Blenders, the library, and what prom-client measures of
 * the process by default, such as the delay of the event loop.
 */
export class Metrics {
  private readonly registry = new Registry()
  private readonly seconds: Histogram<'method' | 'route' | 'status'>

  constructor(
    version: string,
    counted: Counted,
    private readonly routes: DescribedRoutes,
  ) {
    const registers = [this.registry]
    collectDefaultMetrics({ register: this.registry })
    new Gauge({ name: 'shapekin_info', help: 'Always 1', labelNames: ['version'], registers }).set({ version }, 1)
    this.seconds = new Histogram({
      name: 'shapekin_http_request_seconds',
      help: 'Time until an answer was sent, by the route as /api/openapi.json has it',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    })
    new Gauge({
      name: 'shapekin_work',
      help: 'Runs and scenes that are kept, by state',
      labelNames: ['kind', 'status'],
      registers,
      collect() {
        this.reset()
        for (const { kind, status } of counted.work()) this.inc({ kind, status })
      },
    })
    new Gauge({
      name: 'shapekin_blenders',
      help: 'Connected Blenders, by role',
      labelNames: ['role'],
      registers,
      collect() {
        this.reset()
        for (const role of counted.blenders()) this.inc({ role })
      },
    })
    new Gauge({
      name: 'shapekin_event_streams',
      help: 'Clients that follow /api/events',
      registers,
      collect() {
        this.set(counted.listeners())
      },
    })
    new Gauge({
      name: 'shapekin_library',
      help: 'What the library holds: files, shapes that can be compared, what was refused',
      labelNames: ['what'],
      registers,
      collect() {
        for (const [what, count] of Object.entries(counted.library() ?? {})) this.set({ what }, count)
      },
    })
  }

  /** Content type of the text. */
  get type(): string {
    return this.registry.contentType
  }

  /** The figures in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics()
  }

  /** Times every request for a route that the API's description has; others are not counted. */
  readonly time: RequestHandler = (request, response, next) => {
    const route = this.routes.find(request.path)?.template
    if (route !== undefined) {
      const end = this.seconds.startTimer({ method: request.method, route })
      response.once('close', () => void end({ status: response.statusCode }))
    }
    next()
  }
}
