import { workerData } from 'node:worker_threads'
import { startClusterKernel } from './clusterKernel.js'
import { searchBlocks, type BlockSearch, type NearestLists } from './searchBlocks.js'

/** What a thread that helps nearestOfAll is given. */
export interface SearchTask {
  readonly memory: WebAssembly.Memory
  readonly module: WebAssembly.Module
  readonly search: BlockSearch
  readonly lists: NearestLists
}

const { memory, module, search, lists } = workerData as SearchTask
searchBlocks(startClusterKernel(memory, module), search, lists)
