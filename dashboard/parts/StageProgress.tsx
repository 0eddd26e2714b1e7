import type { ComponentChildren } from 'preact'

interface StageProgressProps {
  /** What is under way, in words. */
  readonly children: ComponentChildren
  readonly done: number
  /** 0 = not known. */
  readonly total: number
}

/** Work that is under way, with its progress. */
export const StageProgress = ({ children, done, total }: StageProgressProps) => (
  <section class="card" aria-label="Progress">
    <p>
      {children}
      {total > 0 && (
        <span class="muted">
          {' '}
          · {done.toLocaleString('en')} of {total.toLocaleString('en')}
        </span>
      )}
    </p>
    <progress aria-label="Progress of this stage" max={total || 1} value={total > 0 ? done : undefined} />
  </section>
)
