import { z } from 'zod'

/** Null where there is nothing to judge by, such as where there is only one class, or no class with two shapes. */
const figure = z.number().nullable()

/** How rows of each class were labelled. */
export const Confusion = z.object({
  /** Sorted. */
  classes: z.array(z.string()),
  /** counts[true class][found class] */
  counts: z.array(z.array(z.int())),
})
export type Confusion = z.infer<typeof Confusion>

/** Figures of one space on labelled rows, all by cosine. 1 is best; ari, ami and silhouette can be below 0. */
export const Evaluation = z
  .object({
    accuracy: z
      .number()
      .meta({ description: 'Share of rows whose nearest class center of the training rows is right' }),
    ari: z.number().meta({ description: 'Agglomerative groups against classes: adjusted Rand index' }),
    nmi: z.number().meta({ description: 'The groups against the classes: normalized mutual information' }),
    ami: z.number().meta({ description: 'The groups against the classes: adjusted mutual information' }),
    map: figure.meta({ description: 'MAP@R: mean average precision over the R nearest, R = others of the class' }),
    precisionAt1: figure.meta({ description: 'Share of rows whose nearest other row is of their class' }),
    rPrecision: figure.meta({ description: 'Share of the class among the R nearest rows' }),
    silhouette: figure.meta({ description: 'Silhouette of the classes: 1 = far apart, 0 = overlapping' }),
    confusion: Confusion.meta({ description: 'Classes against nearest class centers' }),
  })
  .meta({ id: 'Evaluation' })
export type Evaluation = z.infer<typeof Evaluation>
