import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { translateKernel } from '#scripts/translateKernel.js'

/** Translates what `count.ts` holds, with a file `lanes` that is given. */
function translated(source: string): ReturnType<typeof translateKernel> {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-kernel-'))
  writeFileSync(join(folder, 'count.ts'), source)
  writeFileSync(join(folder, 'entry.ts'), "export { count } from './count'\n")
  return translateKernel(join(folder, 'entry.ts'), ['lanes'])
}

it('makes a namespace of each file, with all functions declared before the first is defined', () => {
  const { code, exported } = translated(`
    import { LANES } from './lanes'
    /** Told to readers of the source alone. */
    const MOST: u32 = 16_384, LEAST: f64 = 1e-9
    let taken: usize = 0
    export function count(at: usize, wanted: u32): bool {
      for (let k: u32 = 0, end = wanted * LANES; k < end; k++) {
        if (!isHit(at)) continue
        taken += <usize>k << 2
      }
      return -1 < <i32>MOST
    }
    // @ts-ignore: decorator
    @inline
    function isHit(at: usize): bool {
      return i32x4.bitmask(v128.and(v128.load(at, 16), i32x4.splat(i32.MIN_VALUE))) != 0 ? true : false
    }
  `)
  expect(exported).toEqual(['count::count'])
  expect(code).toBe(`namespace count {
using lanes::LANES;
static const u32 MOST = 16384;
static const f64 LEAST = 1e-9;
static thread_local usize taken = 0;
static bool count(usize at, u32 wanted);
INLINE bool isHit(usize at);
static bool count(usize at, u32 wanted) {
{ u32 k = 0; auto end = wanted * LANES; for (; k < end; k++) {
if (!isHit(at)) continue;
taken += (usize)k << 2;
} }
return -1 < (i32)MOST;
}
INLINE bool isHit(usize at) {
return i32x4_bitmask(v128_and(v128_load(at, 16), i32x4_splat(i32_MIN_VALUE))) != 0 ? true : false;
}
}`)
})

it('says what it can not translate, and where', () => {
  expect(() => translated('\nexport function count(): i32 { return [1].length }')).toThrow(
    /count\.ts:2: ArrayLiteralExpression has no translation to C\+\+: \[1\]/,
  )
})
