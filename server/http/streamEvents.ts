import type { RequestHandler } from 'express'
import type { EventLog, KeptEvent } from './eventLog.js'

/** Bytes. A reader that is this far behind is cut off; it comes back with the last id it has, and loses nothing. */
const MAX_BEHIND_BYTES = 2 ** 20

/** Milliseconds. Keeps proxies from taking a silent stream for a dead one. */
const HEARTBEAT_MS = 15_000

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). A client that gives a known
 * `Last-Event-ID` gets what it missed. Any other client gets the event `start`, which tells it to read everything again
 * and then to follow.
 */
export function streamEvents<Event>(log: EventLog<Event>, heartbeatMs = HEARTBEAT_MS): RequestHandler {
  return (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    if (request.method === 'HEAD') return void response.end()
    const send = (text: string) => {
      if (response.writableLength > MAX_BEHIND_BYTES) response.destroy()
      else response.write(text)
    }
    const missed = log.since(request.get('last-event-id') ?? '')
    if (missed === undefined) send(`event: start\nid: ${log.lastId}\ndata:\n\n`)
    else for (const kept of missed) send(print(kept))
    const stop = log.follow((kept) => send(print(kept)))
    const heartbeat = setInterval(() => send(':\n\n'), heartbeatMs)
    response.once('close', () => {
      clearInterval(heartbeat)
      stop()
    })
  }
}

const print = <Event>({ id, event }: KeptEvent<Event>): string => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`
