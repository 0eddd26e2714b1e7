import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { howFar } from './words.js'

interface StageProgressProps {
  /** What is under way, in words. */
  readonly children: ComponentChildren
  readonly done: number
  /** 0 = not known. */
  readonly total: number
  /** Of this stage; default: not known. */
  readonly secondsLeft?: number | null
  /** Stops it; default: it can not be stopped here. */
  readonly onStop?: () => Promise<unknown>
}

/** Work that is under way, with its progress. */
export function StageProgress({ children, done, total, secondsLeft = null, onStop }: StageProgressProps) {
  const [isStopping, setStopping] = useState(false)
  const stop = () => {
    setStopping(true)
    onStop?.().catch(() => setStopping(false))
  }
  return (
    <section class="card" aria-label="Progress">
      <header>
        <p>
          {children}
          {total > 0 && <span class="muted"> · {howFar({ done, total, secondsLeft })}</span>}
        </p>
        {onStop && (
          <button disabled={isStopping} onClick={stop}>
            {isStopping ? 'Stopping …' : 'Stop'}
          </button>
        )}
      </header>
      <progress aria-label="Progress of this stage" max={total || 1} value={total > 0 ? done : undefined} />
    </section>
  )
}
