/**
 * The random numbers of Shapekin: xoshiro128**, seeded by MurmurHash3's finalizer. Only 32-bit integer arithmetic, so every
 * machine and language draws the same bits; `docs/random.md` specifies it with test vectors.
 *
 * @see Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private d: number

  /**
   * @param seed    0 ... 2^31 - 1; 0 is a seed like any other
   * @param stream  0 ... 2^32 - 1: independent numbers from one seed, for shape number `stream` say
   */
  constructor(seed: number, stream = 0) {
    // Four steps of a counter through a one-to-one function: at most one of the four words is 0, never all.
    const base = scramble(scramble(seed) + stream)
    this.a = scramble(base + GOLDEN)
    this.b = scramble(base + 2 * GOLDEN)
    this.c = scramble(base + 3 * GOLDEN)
    this.d = scramble(base + 4 * GOLDEN)
  }

  /** The numbers that are drawn from a seed for one purpose; see STREAMS. @param index  which one, of a purpose with many */
  static of(seed: number, purpose: Purpose, index = 0): Random {
    const { first, count } = STREAMS[purpose]
    if (index >= count) throw new RangeError(`${purpose} has ${count} streams, so there is none ${index}`)
    return new Random(seed, first + index)
  }

  /** The next 32 bits, 0 ... 2^32 - 1. */
  bits(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.b, 5), 7), 9) >>> 0
    const shifted = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= shifted
    this.d = rotateLeft(this.d, 11)
    return result
  }

  /** A whole number 0 ... count - 1, each equally likely. */
  below(count: number): number {
    const whole = 2 ** 32 - (2 ** 32 % count)
    let drawn = this.bits()
    while (drawn >= whole) drawn = this.bits()
    return drawn % count
  }

  /** A number from 0 up to, not including, 1: a multiple of 2^-32. */
  uniform(): number {
    return this.bits() / 2 ** 32
  }

  /** A decimal of three places, min ... max, both included and each equally likely; exact on every machine. */
  decimal(min: number, max: number): number {
    const [low, high] = [Math.round(min * 1000), Math.round(max * 1000)]
    return (low + this.below(high - low + 1)) / 1000
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]
  }

  /** A copy in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items]
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.below(last + 1)
      ;[shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]]
    }
    return shuffled
  }
}

/** From here on single streams stand, above all that are counted. */
const SINGLES = 2 ** 32 - 2 ** 16

/**
 * What is drawn from the seed of a run, and from which streams: `count` of them from `first` on. No two purposes share a
 * stream, so a change in one does not move another. Shapes, classOrder and split decide published data: they stay.
 */
export const STREAMS = {
  /** One for each shape: its recipe. */
  shapes: { first: 0, count: 2 ** 31 },
  /** One for each five shapes: the order of the classes in them. */
  classOrder: { first: 2 ** 31, count: SINGLES - 2 ** 31 },
  /** Which shapes train, validate, test. */
  split: { first: 2 ** 32 - 1, count: 1 },
  /** A network's first weights. */
  weights: { first: SINGLES, count: 1 },
  /** The order of the rows in the epochs of a training. */
  batches: { first: SINGLES + 1, count: 1 },
  /** The inputs that an epoch leaves out. */
  dropout: { first: SINGLES + 2, count: 1 },
  /** The rows that make a tree where there are too many for all. */
  sampling: { first: SINGLES + 3, count: 1 },
  /** Which classes count, and how often, when an interval of figures is drawn. */
  resampling: { first: SINGLES + 4, count: 1 },
  /** Variations of shapes, where a set is thin. */
  more: { first: SINGLES + 5, count: 1 },
  /** Where points of a map of neighbors begin, and which ones push one another away. */
  layout: { first: SINGLES + 6, count: 1 },
} as const
type Purpose = keyof typeof STREAMS

/** 2^32 divided by the golden ratio, odd: steps of it visit all 32-bit words. */
const GOLDEN = 0x9e3779b9

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/** MurmurHash3's fmix32: one to one on 32-bit words, 0 -> 0. */
function scramble(word: number): number {
  let hash = word | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
