import { findNetwork } from '../views/network/networkFile.js'
import type { Diagnosis } from './diagnosis.js'

const subject = 'view network'

/** Whether shapes can be compared by how they look, too. */
export function examineViews(): Diagnosis {
  const network = findNetwork()
  switch (network.state) {
    case 'found':
      return { subject, state: 'ok', found: 'EfficientNet-Lite0 (Apache-2.0)' }
    case 'missing':
      return { subject, state: 'warning', found: 'not fetched: shapes are compared by geometry alone', todo: TODO }
    case 'damaged':
      return { subject, state: 'warning', found: `${network.path} is damaged`, todo: TODO }
  }
}

const TODO = '`npm run setup views` fetches it (17 MB).'
