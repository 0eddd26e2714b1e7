import { signal } from '@preact/signals'
import type { LiveEvent, RunProgress } from '../../shared/schema/liveEvent.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { RunView } from '../../shared/schema/run.js'
import { call, getJson, postJson } from '../api/call.js'
import { library, readLibrary } from './library.js'
import { readScenes, scenes } from './scenes.js'
import { readSelection } from './selection.js'
import { readSceneAgain } from './shownShapes.js'
import { forgetLive, hearLive } from './liveRuns.js'
import { hearNeighborMap } from './neighborMaps.js'

/** All runs, newest first; undefined = not read yet. */
export const runs = signal<readonly RunView[] | undefined>(undefined)

/** Progress of the runs under way, by id. */
export const progress = signal<ReadonlyMap<string, RunProgress>>(new Map())

async function readRuns(): Promise<void> {
  const list = await getJson<RunView[]>('/api/runs')
  progress.value = new Map()
  runs.value = list
}

/** Reads all runs, and again the scenes and the library if they were read: events may have been missed. */
export async function readAll(): Promise<void> {
  await Promise.all([readRuns(), scenes.value && readScenes(), library.value && readLibrary()])
}

/** @returns the id of the new run */
export async function startRun(request: Partial<RunRequest>): Promise<string> {
  const { id } = await postJson<{ id: string }>('/api/runs', request)
  await readRun(id)
  return id
}

export const cancelRun = (id: string): Promise<unknown> => call(`/api/runs/${id}`, { method: 'DELETE' })

export const removeRun = (id: string): Promise<unknown> => call(`/api/runs/${id}?remove=true`, { method: 'DELETE' })

/** Handles an event of the stream. */
export function hear(event: LiveEvent): void {
  const ignore = () => undefined // the next event tries again
  if (event.type === 'scene') {
    if (scenes.value) void readScenes().catch(ignore)
    return void readSceneAgain(event.scene).catch(ignore)
  }
  if (event.type === 'library') {
    if (library.value) void readLibrary().catch(ignore)
    return
  }
  if (event.type === 'neighborMap') return hearNeighborMap(event)
  if (event.type === 'selection') return void readSelection().catch(ignore)
  hearLive(event)
  if (event.type === 'removed') {
    forgetLive(event.run)
    runs.value = runs.value?.filter(({ id }) => id !== event.run)
  }
  if (event.type !== 'run') return
  progress.value = new Map(progress.value).set(event.run.id, event.run)
  const known = runs.value?.find(({ id }) => id === event.run.id)
  if (known?.status !== event.run.status) void readRun(event.run.id).catch(ignore)
}

async function readRun(id: string): Promise<void> {
  const run = await getJson<RunView>(`/api/runs/${id}`)
  const others = (runs.value ?? []).filter((other) => other.id !== id)
  runs.value = [...others, run].sort((a, b) => (a.created < b.created ? 1 : -1))
}
