type Task = () => Promise<unknown>

/**
 * A line in which tasks wait until fewer than `most` are under way. Each is to deal with its own failure.
 *
 * @returns puts a task at its end; what that gives takes the task out again, if it has not begun
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
