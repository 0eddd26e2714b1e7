/** A listener that does what stands for a key in a table, with what `find` gives; other keys go on their way. */
export const actOnKeys =
  <Stage>(keys: Readonly<Record<string, (stage: Stage) => void>>, find: () => Stage | undefined) =>
  (event: KeyboardEvent): void => {
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    const stage = find()
    if (act === undefined || stage === undefined) return
    event.preventDefault()
    act(stage)
  }
