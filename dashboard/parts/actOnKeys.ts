/**
 * A key listener that runs the action of the pressed key, from a table, on what `find` returns. Other keys are not
 * touched.
 */
export const actOnKeys =
  <Stage>(keys: Readonly<Record<string, (stage: Stage) => void>>, find: () => Stage | undefined) =>
  (event: KeyboardEvent): void => {
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    const stage = find()
    if (act === undefined || stage === undefined) return
    event.preventDefault()
    act(stage)
  }
