import { z } from 'zod'
import { MAX_ROWS } from './rowCounts.js'
import { MAX_SEED } from './seed.js'

/**
 * Backends of TensorFlow.js in the order in which they are tried: TensorFlow's own library, then WebAssembly, then
 * plain JavaScript.
 */
export const BACKENDS = ['tensorflow', 'wasm', 'cpu'] as const
export type Backend = (typeof BACKENDS)[number]

export const ContrastiveOptions = z.strictObject({
  kind: z.literal('contrastive'),
  temperature: z.number().positive().default(0.2),
})

/** Losses that depend only on the Gram matrix; see server/training/loss/. */
export const LossOptions = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pairs'), margin: z.number().min(-1).max(1).default(0) }),
  ContrastiveOptions,
  z.strictObject({
    kind: z.literal('multiSimilarity'),
    alpha: z.number().positive().default(2),
    beta: z.number().positive().default(10),
    base: z.number().min(-1).max(1).default(0.5),
  }),
])
export type LossOptions = z.infer<typeof LossOptions>

/**
 * Everything that decides a training, with the defaults that gave the best figures (docs/learning.md). The checkpoint
 * stores all of it.
 */
export const TrainOptions = z.object({
  seed: z.int().min(0).max(MAX_SEED).default(0).meta({ description: 'Same seed, same result' }),
  epochs: z.int().min(1).max(100_000).default(400).meta({ description: 'Passes over the training rows' }),
  batchSize: z.int().min(2).max(1024).default(16),
  /** Widths of the hidden layers, followed by that of the embedding. */
  widths: z.array(z.int().min(1).max(2048)).min(1).default([32, 32, 32, 32, 16]),
  learningRate: z.number().positive().default(3e-3).meta({ description: 'Of the first epoch' }),
  /** Learning rate over the epochs. `cosine`: falls to 0 at the last epoch along half a cosine. */
  schedule: z.enum(['constant', 'cosine']).default('cosine'),
  loss: LossOptions.default({ kind: 'pairs', margin: 0 }),
  /** `balanced`: every batch has the classes in equal parts; `shuffled`: in random order. */
  sampling: z.enum(['shuffled', 'balanced']).default('shuffled'),
  /**
   * `standard`: every column gets mean 0 and deviation 1 over the training rows; `rootStandard`: the same after square
   * roots; `logStandard`: the same after logarithms.
   */
  scaling: z
    .enum(['none', 'standard', 'rootStandard', 'logStandard'])
    .default('rootStandard')
    .meta({ description: 'What is done to the inputs before' }),
  /**
   * Share of the numbers in a training row that are replaced by their column's mean; which ones is drawn again in each
   * epoch.
   */
  inputDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.2)
    .meta({ description: 'Share of the inputs that is left out in each epoch' }),
  /**
   * The epoch whose weights are kept. `validated`: the one with the least validation loss; `last`: the last, so that
   * validation rows decide nothing.
   */
  keep: z
    .enum(['validated', 'last'])
    .default('validated')
    .meta({ description: 'The epoch that fits the validation rows best, or the last' }),
  /**
   * Number of groups that the tree of the embeddings is cut into for the reported ARI; 0 = the number of training
   * classes.
   */
  groups: z.int().min(0).max(MAX_ROWS).default(0).meta({ description: 'For the ARI; 0 = one for each class' }),
  /**
   * `kernel`: our own kernel under tfjs; `operations`: tfjs' own operations; `auto`: the faster one for the widths.
   */
  engine: z.enum(['auto', 'kernel', 'operations']).default('auto'),
  /** Backends to try, in this order. */
  backends: z
    .array(z.enum(BACKENDS))
    .min(1)
    .default([...BACKENDS]),
})
export type TrainOptions = z.infer<typeof TrainOptions>
