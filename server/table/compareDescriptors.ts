import type { DescriptorId } from '../../shared/schema/descriptorId.js'

/** `unsaid`: nothing speaks against comparing them, but one of the two does not say everything about itself. */
type Likeness = 'same' | 'unsaid' | 'different'

/** Whether rows of one table may be compared with rows of the other. */
export function compareDescriptors(a: DescriptorId, b: DescriptorId): Likeness {
  if (a.kind === 'foreign' || b.kind === 'foreign') return isEmbedding(a) === isEmbedding(b) ? 'unsaid' : 'different'
  if (a.kind === 'embedding' || b.kind === 'embedding')
    return a.kind === 'embedding' && b.kind === 'embedding' && a.checkpoint === b.checkpoint ? 'same' : 'different'
  if (optionsOf(a) !== optionsOf(b)) return 'different'
  if (a.version === undefined || b.version === undefined) return a.version === b.version ? 'same' : 'unsaid'
  return a.version === b.version ? 'same' : 'different'
}

/** Whether rows are places in a space, of length 1 and compared by cosine; others are histograms, compared by L1. */
export const isEmbedding = (id: DescriptorId): boolean =>
  id.kind === 'embedding' || (id.kind === 'foreign' && id.numbers === 'embedding')

/** Name of a descriptor for errors: `shape (up y, version 5)`. */
export function nameDescriptor(id: DescriptorId): string {
  switch (id.kind) {
    case 'chords':
      return `chords (center ${id.center}, source ${id.source}, ${id.points} points, version ${id.version ?? 'unsaid'})`
    case 'shape':
      return `shape (up ${id.up}, version ${id.version ?? 'unsaid'})`
    case 'embedding':
      return `an embedding${id.views ? ' with views' : ''} by the checkpoint ${id.name} (${id.checkpoint.slice(0, 8)})`
    case 'foreign':
      return `${id.numbers === 'embedding' ? 'an embedding' : 'histograms'} of unsaid origin`
  }
}

/** A line for the user where a table was taken for something that it does not say it is. */
export const unsaidLines = (path: string, found: DescriptorId, taken: DescriptorId): string[] =>
  compareDescriptors(found, taken) === 'unsaid' && nameDescriptor(found) !== nameDescriptor(taken)
    ? [`note      ${path} holds ${nameDescriptor(found)}; it was taken for ${nameDescriptor(taken)}`]
    : []

/** Which axis of a file was up does not matter once it is known. */
const optionsOf = (id: Extract<DescriptorId, { version?: unknown }>): string =>
  id.kind === 'shape'
    ? `shape ${id.up === 'none' ? 'any way up' : 'upright'}`
    : `chords ${id.center} ${id.source} ${id.points}`
