import { join } from 'node:path'
import { RANKED_FIGURES } from '../metrics/rankedFigures.js'
import { drawConfusion } from '../picture/drawConfusion.js'
import { drawPrecisionRecall } from '../picture/drawPrecisionRecall.js'
import { writeWhole } from '../system/writeWhole.js'
import { writeRows } from '../table/writeTable.js'
import type { SpaceReport } from './judgeSpace.js'

/**
 * Writes an evaluation: `evaluation.json` with all of it; `figures.tsv` with one figure a row, for all classes
 * together (`class` is blank, with an interval) and for each class; `precision-recall.svg`; and `confusion-SPACE.svg`
 * for each space.
 */
export async function writeEvaluation(folder: string, spaces: readonly SpaceReport[]): Promise<void> {
  await writeWhole(join(folder, 'evaluation.json'), JSON.stringify(spaces, null, 1) + '\n')
  await writeRows(join(folder, 'figures.tsv'), [
    ['space', 'class', 'asked', 'figure', 'value', 'low', 'high'],
    ...spaces.flatMap(({ name, asked, figures, classes }) => [
      ...RANKED_FIGURES.map((figure) => {
        const { mean, low, high } = figures[figure]
        return [name, '', String(asked), figure, ...[mean, low, high].map((value) => value.toFixed(6))]
      }),
      ...classes.flatMap((each) =>
        RANKED_FIGURES.map((figure) => [
          name,
          each.name,
          String(each.asked),
          figure,
          each.figures[figure].toFixed(6),
          '',
          '',
        ]),
      ),
    ]),
  ])
  await writeWhole(join(folder, 'precision-recall.svg'), drawPrecisionRecall(spaces))
  for (const { name, confusion } of spaces)
    await writeWhole(
      join(folder, `confusion-${name.replaceAll('/', '-')}.svg`),
      drawConfusion(confusion, `${name}: class, and that of the nearest`),
    )
}
