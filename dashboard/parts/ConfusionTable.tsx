import type { Confusion } from '../../shared/schema/evaluation.js'

interface ConfusionTableProps {
  readonly confusion: Confusion
  /** Text for readers who can not see it. */
  readonly label: string
}

/**
 * A cell with more than this share of its row is dark with light letters, others are pale with dark letters. The
 * palest dark and the darkest pale shade are in percent of the accent color.
 */
const [DARK_SHARE, PALEST_DARK, DARKEST_PALE] = [0.5, 85, 50]

/**
 * How many shapes of each class (down) are nearest to the center of which class (across); darker = a larger share of
 * the row.
 */
export function ConfusionTable({ confusion: { classes, counts }, label }: ConfusionTableProps) {
  return (
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
  )
}

function styleOf(share: number): Record<string, string> {
  const isDark = share > DARK_SHARE
  const percent = isDark
    ? PALEST_DARK + ((100 - PALEST_DARK) * (share - DARK_SHARE)) / (1 - DARK_SHARE)
    : (DARKEST_PALE * share) / DARK_SHARE
  return {
    background: `color-mix(in srgb, var(--accent) ${percent.toFixed(0)}%, var(--surface))`,
    color: isDark ? 'var(--on-accent)' : 'var(--ink)',
  }
}
