/**
 * Marks all chords of a view as missing the mesh, and one more, because SIMD may write one place beyond the last.
 *
 * @param nearest and farthest, odd: as drawTriangles
 */
export function clearHits(nearest: usize, farthest: usize, odd: usize, points: i32): void {
  const bytes = <usize>(points + 1) << 3
  memory.fill(nearest, 0, bytes)
  memory.fill(odd, 0, bytes)
  const none = f64x2.splat(Infinity)
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(farthest + at, none)
  if (at < bytes) store<f64>(farthest + at, Infinity)
}
