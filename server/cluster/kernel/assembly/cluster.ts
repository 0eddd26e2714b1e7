// The kernel of trees and neighbors, one module; ../clusterKernel.ts loads it.
export { fillTiles, joinComplete, nearestPlace } from './pairs'
export { mergeLists, nearestInPairs, nearestToRow } from './nearest'
export { pairsWithin, rowsWithin, rowsWithinLimits } from './within'
