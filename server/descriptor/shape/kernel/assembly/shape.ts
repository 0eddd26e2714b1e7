// Casts rays and fills histograms in WebAssembly SIMD. Written in AssemblyScript, built by scripts/buildWasm.js.
// Pointers are bytes into the imported memory; results are those of the TypeScript in the folders beside, bit for
// bit.

export { addSoft } from './addSoft'
export { castRays, castWorkBytes } from './castRays'
export { meetNeighbors } from './meetNeighbors'
export { storyColumns, surfletColumns } from './pairs'
