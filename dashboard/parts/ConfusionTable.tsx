import { confusionShade } from '../../shared/confusionShade.js'
import type { Confusion } from '../../shared/schema/evaluation.js'
import { SaveButtons } from './SaveButtons.js'

interface ConfusionTableProps {
  readonly confusion: Confusion
  /** Text for readers who can not see it. */
  readonly label: string
}

/**
 * How many shapes of each class (down) are nearest to the center of which class (across); darker = a larger share of
 * the row.
 */
export function ConfusionTable({ confusion, label }: ConfusionTableProps) {
  const { classes, counts } = confusion
  return (
    <>
      <div class="scroll confusion" role="region" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col">
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((name, row) => {
              const total = Math.max(
                1,
                counts[row].reduce((sum, count) => sum + count, 0),
              )
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {counts[row].map((count, column) => (
                    <td
                      key={column}
                      class={row === column ? 'right' : ''}
                      style={styleOf(count / total)}
                      title={`${count} of ${total} ${name}: ${classes[column]}`}
                    >
                      {count > 0 ? count : ''}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <SaveButtons
        label={label}
        save={async (format) => (await import('./saveChart.js')).saveConfusion(confusion, label, format)}
      />
    </>
  )
}

function styleOf(share: number): Record<string, string> {
  const { percent, isDark } = confusionShade(share)
  return {
    background: `color-mix(in srgb, var(--accent) ${percent.toFixed(0)}%, var(--surface))`,
    color: isDark ? 'var(--on-accent)' : 'var(--ink)',
  }
}
