// The kernel of trees and neighbors, one module; ../clusterKernel.ts loads it.
export { fillTiles, joinComplete, nearestPlace } from './pairs'
export { mergeLists, nearestInPairs, nearestToRow, rowsWithin, rowsWithinLimits } from './neighbors'
