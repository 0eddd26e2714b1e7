import { signal } from '@preact/signals'
import type { CallError } from '../api/call.js'
import { followEvents } from '../api/followEvents.js'
import { hear, readAll } from './runs.js'

export type Connection = { readonly name: 'connecting' | 'connected' } | { readonly name: 'lost'; error: CallError }

export const connection = signal<Connection>({ name: 'connecting' })

/** Calls once, when the server is there again after it was away. @returns ends the waiting */
export function atNextConnection(act: () => void): () => void {
  const known = connection.peek()
  const end = connection.subscribe((state) => {
    if (state === known || state.name !== 'connected') return
    end()
    act()
  })
  return end
}

/** Reads all runs, and follows the events. */
export const connect = (): Promise<void> =>
  followEvents({
    start: () => void readAll().catch(() => undefined), // then the stream fails, too, and starts again
    event: hear,
    connection: (error) => (connection.value = error ? { name: 'lost', error } : { name: 'connected' }),
  })
