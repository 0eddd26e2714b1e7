/**
 * The random numbers of Shapekin: xoshiro128**, seeded by MurmurHash3's finalizer. They need only 32-bit integer
 * arithmetic, so that every machine and language gets the same bits; `docs/random.md` specifies them with test
 * vectors.
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
   * @param stream  0 ... 2^32 - 1; streams of one seed are independent, such as those of different shapes
   */
  constructor(seed: number, stream = 0) {
    // Four steps of a counter, each through a one-to-one function: at most one of the four words is 0, and never all.
    const base = scramble(scramble(seed) + stream)
    this.a = scramble(base + GOLDEN)
    this.b = scramble(base + 2 * GOLDEN)
    this.c = scramble(base + 3 * GOLDEN)
    this.d = scramble(base + 4 * GOLDEN)
  }

  /**
   * The random numbers of a seed for one purpose; see STREAMS.
   * @param index  number of the stream, for a purpose with many
   */
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

  /** A whole number 0 ... count - 1, all equally likely. */
  below(count: number): number {
    const whole = 2 ** 32 - (2 ** 32 % count)
    let drawn = this.bits()
    while (drawn >= whole) drawn = this.bits()
    return drawn % count
  }

  /** A number in [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return this.bits() / 2 ** 32
  }

  /** A decimal of three places in min ... max, both included, all equally likely; exact on every machine. */
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

/** Purposes with a single stream have the numbers from here on, above those with many. */
const SINGLES = 2 ** 32 - 2 ** 16

/**
 * The streams of a run's seed for each purpose: `count` of them, starting with `first`. No two purposes share a
 * stream, so that a change in one does not affect another. shapes, classOrder and split decide published data and must
 * not change.
 */
export const STREAMS = {
  /** One for each shape: draws its recipe. */
  shapes: { first: 0, count: 2 ** 31 },
  /** One for each five shapes: draws the order of the classes among them. */
  classOrder: { first: 2 ** 31, count: SINGLES - 2 ** 31 },
  /** Draws which shapes are used for training, validation and test. */
  split: { first: 2 ** 32 - 1, count: 1 },
  /** Draws a network's first weights. */
  weights: { first: SINGLES, count: 1 },
  /** Draws the order of the rows in the epochs of a training. */
  batches: { first: SINGLES + 1, count: 1 },
  /** Draws the inputs that an epoch leaves out. */
  dropout: { first: SINGLES + 2, count: 1 },
  /** Draws the sample of rows that makes a tree where there are too many rows for an exact one. */
  sampling: { first: SINGLES + 3, count: 1 },
  /** Draws classes, with repetition, for the intervals of figures. */
  resampling: { first: SINGLES + 4, count: 1 },
  /** Draws variations of shapes where a set is thin. */
  more: { first: SINGLES + 5, count: 1 },
  /** Draws where points of a map of neighbors start, and which points repel each other. */
  layout: { first: SINGLES + 6, count: 1 },
} as const
type Purpose = keyof typeof STREAMS

/** 2^32 divided by the golden ratio, made odd, so that steps of this size visit all 32-bit words. */
const GOLDEN = 0x9e3779b9

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/** MurmurHash3's fmix32: a one-to-one function on 32-bit words, with 0 -> 0. */
function scramble(word: number): number {
  let hash = word | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
