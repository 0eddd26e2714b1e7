type Task = () => Promise<unknown>

/**
 * A queue that runs at most `most` tasks at a time. A task must handle its own failure.
 *
 * @returns a function that adds a task at the end of the queue, and returns one that removes the task if it has not
 *   begun
 */
export function fewAtOnce(most: number): (task: Task) => () => void {
  const waiting = new Set<Task>()
  let underWay = 0
  const next = () => {
    for (const task of waiting) {
      if (underWay >= most) return
      waiting.delete(task)
      underWay++
      void task().finally(() => {
        underWay--
        next()
      })
    }
  }
  return (task) => {
    waiting.add(task)
    next()
    return () => void waiting.delete(task)
  }
}
