/**
 * Works on the items of a source, several at a time. The first failure stops the others, and none is still running
 * when this returns.
 *
 * @param signal  passed on to the work; aborted from outside or by a failure
 * @throws what the work or the source throws first
 */
export async function workThrough<Item>(
  source: Iterable<Item> | AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  const stop = new AbortController()
  const inner = AbortSignal.any([signal, stop.signal])
  let failure: { readonly cause: unknown } | undefined
  const workOn = async () => {
    try {
      for (let next = await items.next(); !next.done; next = await items.next()) await work(next.value, inner)
    } catch (cause) {
      failure ??= { cause } // the others then fail, too, because they are stopped
      stop.abort(cause)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, workOn))
    if (failure) throw failure.cause
  } finally {
    await items.return?.()
  }
}
