import type { Evaluation } from '../../shared/schema/evaluation.js'
import { figure } from './words.js'

interface ScoresProps {
  readonly learned: Evaluation
  readonly raw: Evaluation
}

const ROWS = [
  { name: 'accuracy', title: 'Accuracy', help: 'test shapes whose nearest class center is right' },
  { name: 'map', title: 'MAP@R', help: 'how well a shape finds the others of its class' },
  { name: 'precisionAt1', title: 'Nearest neighbor', help: 'test shapes whose nearest other is of their class' },
  { name: 'ari', title: 'ARI', help: 'groups against classes: 1 the same, 0 chance' },
  { name: 'silhouette', title: 'Silhouette', help: 'how far apart the classes lie: 1 far, below 0 mixed' },
] as const

/** The most important figures, learned beside raw, each with its meaning. */
export const Scores = ({ learned, raw }: ScoresProps) => (
  <table>
    <thead>
      <tr>
        <th>On the test shapes</th>
        <th class="number">learned</th>
        <th class="number">raw</th>
      </tr>
    </thead>
    <tbody>
      {ROWS.map(({ name, title, help }) => (
        <tr key={name}>
          <th scope="row">
            {title} <div class="small muted">{help}</div>
          </th>
          <td class="number">
            <strong>{figure(learned[name])}</strong>
          </td>
          <td class="number">{figure(raw[name])}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
