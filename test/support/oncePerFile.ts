import { afterAll } from 'vitest'

/** Takes down what is to be done when something is not needed any more; `onTestFinished` is one. */
export type AtEnd = (work: () => void | Promise<void>) => void

/**
 * What several tests of a file share: made by the first that asks, ended after the last. To be called outside of tests.
 *
 * @param make given what takes down its end
 */
export function oncePerFile<T>(make: (atEnd: AtEnd) => Promise<T>): () => Promise<T> {
  const ends: (() => void | Promise<void>)[] = []
  let made: Promise<T> | undefined
  afterAll(async () => {
    const errors: unknown[] = []
    // One that fails leaves no server or Blender of the others behind.
    for (const end of ends.reverse())
      try {
        await end()
      } catch (error) {
        errors.push(error)
      }
    if (errors.length > 0) throw errors[0]
  })
  return () => (made ??= make((end) => void ends.push(end)))
}
