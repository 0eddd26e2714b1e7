// The kernel of trees and neighbors, one module; ../clusterKernel.ts loads it.
export { mergeLists, nearestInPairs, nearestToRow, rowsWithin, rowsWithinLimits } from './neighbors'
