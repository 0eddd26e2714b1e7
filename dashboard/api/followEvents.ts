import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { LiveEvent } from '../../shared/schema/liveEvent.js'
import { call, CallError } from './call.js'

/** Milliseconds between two tries. */
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 5000

interface Followers {
  /** Called when the earlier events are not known: everything must be read again. */
  readonly start: () => void
  readonly event: (event: LiveEvent) => void
  /** Called when the stream is connected again, or with the error that ended it. */
  readonly connection: (error: CallError | undefined) => void
}

/**
 * Follows `/api/events` without end. EventSource can not send the token in a header, so the stream is fetched; like
 * EventSource it resumes with `Last-Event-ID`. A wrong token ends it.
 */
export async function followEvents({ start, event, connection }: Followers): Promise<void> {
  let lastId = ''
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, 2 * wait)) {
    try {
      const { body } = await call('/api/events', { headers: { 'last-event-id': lastId } })
      if (body === null) throw new CallError('The server gave an empty answer.', 0)
      connection(undefined)
      wait = FIRST_WAIT_MS
      const messages = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
      for await (const message of messages) {
        if (message.event === 'start') start()
        else event(JSON.parse(message.data) as LiveEvent)
        lastId = message.id ?? lastId
      }
      throw new CallError('The connection was closed.', 0)
    } catch (cause) {
      const error = cause instanceof CallError ? cause : new CallError('The server does not answer.', 0)
      connection(error)
      if (error.status === 401) return
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}
