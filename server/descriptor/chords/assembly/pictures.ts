// The kernel's functions that draw a mesh on the pictures of a lattice. They are compiled to WebAssembly with the rest
// of the kernel, and also translated to C++: see ../native. A usize is an address in the kernel's memory; sizes and
// numbers are not.

export { takeOddChords } from './collectBothSides'
export { countBothSides } from './countBothSides'
export { countFacing } from './countFacing'
export { facingWorkBytes } from './drawFacing'
export { groupBytes, groupTriangles } from './facingGroups'
export { facingHistogramBytes } from './hitCells'
