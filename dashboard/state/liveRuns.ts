import { signal } from '@preact/signals'
import type { LiveEvent, LiveRun } from '../../shared/schema/liveEvent.js'
import { getJson } from '../api/call.js'

/** What is known of the runs that somebody watches, by id. */
const live = signal<ReadonlyMap<string, LiveRun>>(new Map())

export const liveOf = (id: string): LiveRun | undefined => live.value.get(id)

/** Reads what is known of a run so far; events then continue it. */
export async function readLive(id: string): Promise<void> {
  set(id, await getJson<LiveRun>(`/api/runs/${id}/live`))
}

export function forgetLive(id: string): void {
  const next = new Map(live.value)
  next.delete(id)
  live.value = next
}

export function hearLive(event: Exclude<LiveEvent, { type: 'scene' | 'library' | 'selection' | 'neighborMap' }>): void {
  const id = event.type === 'run' ? event.run.id : event.run
  const run = live.value.get(id)
  if (run === undefined) return
  // What was read may already contain what an event reports.
  if (event.type === 'shapes') {
    const known = new Set(run.shapes.map(({ index }) => index))
    set(id, { ...run, shapes: [...run.shapes, ...event.shapes.filter(({ index }) => !known.has(index))] })
  }
  if (event.type === 'epochs') {
    const last = run.epochs.at(-1)?.epoch ?? 0
    const epochs = [...run.epochs, ...event.epochs.filter(({ epoch }) => epoch > last)]
    set(id, { ...run, epochs, rawAccuracy: event.rawAccuracy })
  }
  if (event.type === 'run') {
    set(id, { ...run, progress: event.run })
    if (event.run.stage !== run.progress.stage) void readLive(id) // to get the seconds of the stage that has ended
  }
}

function set(id: string, run: LiveRun): void {
  live.value = new Map(live.value).set(id, run)
}
