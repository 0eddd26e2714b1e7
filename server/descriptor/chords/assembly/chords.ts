// Intersects chords with triangles in WebAssembly SIMD. Written in AssemblyScript, built by scripts/buildWasm.js.
// Pointers are bytes into the imported memory. ../wasmChordCounter.ts owns the memory's layout; ../countChords.ts does
// the same in TypeScript.

export { clearHits } from './clearHits'
export * from './collect'
export * from './pictures'
export * from './drawTriangles'
export { growTree, growScratchBytes } from './growTree'
export { traceChords, traceWorkBytes } from './traceChords'
