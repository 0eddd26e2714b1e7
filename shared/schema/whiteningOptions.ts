import { z } from 'zod'

/** The choices, with what measured best on kits held out (docs/learning.md). */
export const WhiteningOptions = z.object({
  /** Numbers of the embedding: the directions in which rows vary most. The rest is mostly noise of sampling. */
  dimension: z.int().min(1).default(512),
  /** Share of the within-class covariance that is replaced by a round one: 0 believes the classes, 1 forgets them. */
  shrinkage: z.number().min(0).max(1).default(0.05),
  /**
   * How much more those whitened directions count in which rows still vary much, since that is what classes differ in:
   * a direction of v times the mean variance counts 1 + emphasis * v times.
   */
  emphasis: z.number().min(0).default(0.1),
  /** Share of the similarity that stays as it was before whitening, so that what was well told apart stays so. */
  plain: z.number().min(0).lt(1).default(0.1),
})
export type WhiteningOptions = z.infer<typeof WhiteningOptions>
