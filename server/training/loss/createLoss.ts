import type { LossOptions } from '../../../shared/schema/trainOptions.js'
import { contrastiveLoss } from './contrastiveLoss.js'
import type { GramLoss } from './gramLoss.js'
import { multiSimilarityLoss } from './multiSimilarityLoss.js'
import { pairLoss } from './pairLoss.js'

export function createLoss(options: LossOptions): GramLoss {
  switch (options.kind) {
    case 'pairs':
      return pairLoss(options.margin)
    case 'contrastive':
      return contrastiveLoss(options.temperature)
    case 'multiSimilarity':
      return multiSimilarityLoss(options.alpha, options.beta, options.base)
  }
}
