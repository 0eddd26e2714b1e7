import { z } from 'zod'

/** Options of the whitening; the defaults gave the best figures on kits that were held out (docs/learning.md). */
export const WhiteningOptions = z.object({
  /** Length of the embedding: it keeps the directions in which rows vary most. The rest is mostly sampling noise. */
  dimension: z.int().min(1).default(512),
  /**
   * Share of the within-class covariance that is replaced by a multiple of the identity: 0 trusts the classes, 1
   * ignores them.
   */
  shrinkage: z.number().min(0).max(1).default(0.05),
  /**
   * How much more those whitened directions count in which rows still vary much, because classes differ in these: a
   * direction with v times the mean variance counts 1 + emphasis * v times.
   */
  emphasis: z.number().min(0).default(0.1),
  /** Share of the similarity that is taken from before the whitening, so that what was told apart well stays so. */
  plain: z.number().min(0).lt(1).default(0.1),
})
export type WhiteningOptions = z.infer<typeof WhiteningOptions>
