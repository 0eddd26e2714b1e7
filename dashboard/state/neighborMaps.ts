import { signal } from '@preact/signals'
import type { NeighborMapProgress } from '../../shared/schema/liveEvent.js'
import type { ShownPlaces } from '../../shared/schema/shownShapes.js'
import { call } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import type { Subject } from './subject.js'

/** Where the shapes of what was looked at last lie by their neighbors, or why they do not. */
type NeighborMap =
  | { readonly name: 'making'; readonly progress?: NeighborMapProgress }
  | { readonly name: 'made'; readonly places: ShownPlaces }
  | { readonly name: 'failed'; readonly message: string }

const known = signal<{ readonly subject: Subject; readonly map: NeighborMap } | undefined>(undefined)

const isSame = (a: Subject, b: Subject): boolean => a.api === b.api && a.version === b.version

/** @returns undefined = it was not asked for */
export const neighborMapOf = (subject: Subject): NeighborMap | undefined =>
  known.value && isSame(known.value.subject, subject) ? known.value.map : undefined

/** Has the map made; the first time it takes seconds. */
export async function readNeighborMap(subject: Subject): Promise<void> {
  const before = neighborMapOf(subject)
  if (before && before.name !== 'failed') return
  known.value = { subject, map: { name: 'making' } }
  const map = await call(`${subject.api}/neighbor-map`)
    .then((response) => readColumns<ShownPlaces>(response))
    .then(
      (places): NeighborMap => ({ name: 'made', places }),
      (error: Error): NeighborMap => ({ name: 'failed', message: error.message }),
    )
  if (neighborMapOf(subject)) known.value = { subject, map }
}

/** What the stream tells of a map that is being made. */
export function hearNeighborMap(progress: NeighborMapProgress): void {
  if (known.value?.map.name !== 'making') return
  const { subject } = known.value
  const isOfSubject = subject.kind === progress.kind && (subject.kind === 'library' || subject.version === progress.id)
  if (isOfSubject) known.value = { subject, map: { name: 'making', progress } }
}
