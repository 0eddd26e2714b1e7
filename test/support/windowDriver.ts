import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** The conversation with test/blender/window_driver.py. */
export class WindowDriver {
  /** What Blender printed. */
  readonly log: string[] = []
  private next = 0
  private readonly waiting = new Map<number, (reply: { value?: unknown; error?: string }) => void>()

  constructor(private readonly blender: ChildProcess) {
    for (const stream of [blender.stdout, blender.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.read(line))
    blender.once('close', (code, signal) => {
      const error = `Blender ended with ${code ?? signal}:\n${this.log.slice(-60).join('\n')}`
      for (const settle of this.waiting.values()) settle({ error })
    })
  }

  /** Value of Python statements that end in an expression. @throws with Python's traceback, or Blender's last words */
  evaluate<T>(python: string): Promise<T> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ value, error }) => {
        this.waiting.delete(id)
        if (error === undefined) resolve(value as T)
        else reject(new Error(error))
      })
      this.blender.stdin?.write(`${JSON.stringify({ id, python })}\n`)
    })
  }

  /** The value as soon as it is truthy. @throws after `timeoutMs` */
  async waitFor<T>(python: string, timeoutMs: number): Promise<T> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const late = new AbortController()
      const value = await Promise.race([
        this.evaluate<T>(python),
        sleep(deadline - Date.now(), undefined, { signal: late.signal }).catch(() => undefined),
      ])
      late.abort()
      if (value) return value
      if (Date.now() > deadline)
        throw new Error(`Not within ${timeoutMs / 1000} s: ${python}\n${this.log.slice(-60).join('\n')}`)
      await sleep(20)
    }
  }

  private read(line: string): void {
    if (!line.startsWith('@driver ')) return void this.log.push(line)
    const reply = JSON.parse(line.slice(8)) as { id: number; value?: unknown; error?: string }
    this.waiting.get(reply.id)?.(reply)
  }
}
