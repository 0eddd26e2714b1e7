/**
 * Works on what a source gives, several at a time. The first failure stops the others, and none is left at work behind the
 * caller's back.
 *
 * @param signal  handed on to the work; aborted from outside or by a failure
 * @throws what the work or the source throws first
 */
export async function workThrough<Item>(
  source: Iterable<Item> | AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  const failed = new AbortController()
  const inner = AbortSignal.any([signal, failed.signal])
  const workOn = async () => {
    try {
      for (let next = await items.next(); !next.done; next = await items.next()) await work(next.value, inner)
    } catch (cause) {
      failed.abort(cause)
      throw cause
    }
  }
  try {
    const works = Array.from({ length: atOnce }, workOn)
    await Promise.allSettled(works)
    await Promise.all(works)
  } finally {
    await items.return?.()
  }
}
