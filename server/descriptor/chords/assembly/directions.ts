/** Bytes of a direction: x, y, z of length 1, 4 unused, 1 / x, 1 / y, 1 / z float32, 4 unused. */
export const DIRECTION: usize = 32
/**
 * Replaces coordinates near 0 so that 1 / x stays finite, because infinity times 0 is NaN. A chord has length 2 at
 * most, so this is as good as parallel.
 */
const LEAST_COORDINATE: f64 = 1e-12

/** Writes the directions of a view's chords in space; parameters as traceChords. */
export function writeDirections(frame: usize, x: usize, y: usize, count: i32, target: usize): void {
  for (const end = x + (<usize>count << 3); x < end; x += 8, y += 8, target += DIRECTION) {
    const px = load<f64>(x), py = load<f64>(y)
    const perLength = 1 / sqrt(1 + px * px + py * py)
    for (let axis: usize = 0; axis < 24; axis += 8) {
      const way = (px * load<f64>(frame + axis) + py * load<f64>(frame + axis, 24) + load<f64>(frame + axis, 48)) * perLength
      store<f32>(target + (axis >> 1), <f32>way)
      store<f32>(target + (axis >> 1), <f32>(1 / (abs(way) < LEAST_COORDINATE ? LEAST_COORDINATE : way)), 16)
    }
  }
}
