/** Work in line: one piece at a time, in the order it came. What is aborted while it waits leaves the line at once. */
export class WaitingLine {
  private isBusy = false
  private readonly waiting: (() => void)[] = []

  /** @throws what `work` throws; the signal's reason when it was aborted before its turn: the work is then not begun */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    if (this.isBusy) await this.turn(signal)
    this.isBusy = true
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      // The line stays busy while it goes from hand to hand, so that nobody comes in between.
      const next = this.waiting.shift()
      if (next) next()
      else this.isBusy = false
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(begin), 1)
        reject(signal.reason as Error)
      }
      this.waiting.push(begin)
      signal.addEventListener('abort', leave, { once: true })
    })
  }
}
