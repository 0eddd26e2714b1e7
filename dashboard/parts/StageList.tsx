import { LONG_RUN_STAGES, RUN_STAGES } from '../../shared/stageWords.js'
import type { LiveRun } from '../../shared/schema/liveEvent.js'
import { duration, howFar } from './words.js'

/**
 * The stages of a run: finished ones with their time, the present one with its progress, then those that are left.
 */
export function StageList({ run: { progress, stages } }: { readonly run: LiveRun }) {
  // A short stage counts as the one before it.
  const named = (stage: string) => LONG_RUN_STAGES.find((name) => name === stage)
  const past = stages.flatMap(({ name }) => named(name) ?? [])
  const now = named(progress.stage) ?? past.at(-1)
  return (
    <ol class="stages" aria-label="Stages">
      {LONG_RUN_STAGES.map((name) => {
        const isNow = name === now && progress.status === 'running'
        const over = stages.find((stage) => stage.name === name)
        return (
          <li key={name} class={isNow ? 'now' : over ? 'past' : ''} aria-current={isNow ? 'step' : undefined}>
            <span class="mark" aria-hidden="true">
              {isNow ? '▸' : over ? '✓' : '·'}
            </span>
            <span>{RUN_STAGES[name]}</span>
            <span class="number small">{isNow ? howFar(progress) : over ? duration(over.seconds) : ''}</span>
            {isNow && (
              <progress
                aria-label={RUN_STAGES[name]}
                {...(progress.total > 0 ? { max: progress.total, value: progress.done } : {})}
              />
            )}
          </li>
        )
      })}
    </ol>
  )
}
