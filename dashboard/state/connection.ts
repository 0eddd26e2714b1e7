import { signal } from '@preact/signals'
import type { CallError } from '../api/call.js'
import { followEvents } from '../api/followEvents.js'
import { hear, readRuns } from './runs.js'

export type Connection = { readonly name: 'connecting' | 'connected' } | { readonly name: 'lost'; error: CallError }

export const connection = signal<Connection>({ name: 'connecting' })

/** Reads all runs, and follows the events. */
export const connect = (): Promise<void> =>
  followEvents({
    start: () => void readRuns().catch(() => undefined), // then the stream fails, too, and starts again
    event: hear,
    connection: (error) => (connection.value = error ? { name: 'lost', error } : { name: 'connected' }),
  })
