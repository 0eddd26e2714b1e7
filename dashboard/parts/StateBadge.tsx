import type { RunProgress } from '../../shared/schema/liveEvent.js'

const WORDS: Record<RunProgress['status'], string> = {
  queued: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

export const StateBadge = ({ status }: { readonly status: RunProgress['status'] }) => (
  <span class={`badge ${status}`}>{WORDS[status]}</span>
)
