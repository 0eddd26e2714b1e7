/**
 * Does work one piece at a time, in the order in which it came. Work that is aborted while it waits leaves the line at
 * once.
 */
export class WaitingLine {
  private isBusy = false
  private readonly waiting: (() => void)[] = []

  /**
   * Does work when its turn comes.
   * @throws what `work` throws; the signal's reason when it was aborted before its turn, in which case the work is not
   *   begun
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    if (this.isBusy) await this.turn(signal)
    this.isBusy = true
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      // The line stays busy while the next piece takes over, so that nothing can come in between.
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
