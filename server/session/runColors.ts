import { ShapekinError } from '../../shared/errors.js'
import { SILENCE_MS } from '../../shared/protocol.js'
import type { ClientMessage } from '../../shared/schema/messages.js'
import type { BlenderLink } from './blenderLink.js'
import type { Blenders } from './blenders.js'

type Answer = Pick<Extract<ClientMessage, { type: 'colored_again' }>, 'count' | 'problem'>

/** Shows the groups of finished runs in the windows whose open files have their shapes. */
export class RunColors {
  private readonly asked = new Set<{ link: BlenderLink; run: string; answered(answer: Answer): void }>()

  constructor(private readonly blenders: Pick<Blenders, 'windows'>) {}

  /** Called with the answer of a Blender. */
  hear(link: BlenderLink, { made_by: run, ...answer }: Extract<ClientMessage, { type: 'colored_again' }>): void {
    for (const each of this.asked)
      if (each.link === link && each.run === run) {
        this.asked.delete(each)
        return each.answered(answer)
      }
  }

  /**
   * @param groups  group of each shape by its index in the run; -1 = none
   * @param palette color of each group, sRGB 0..1 as on screen
   * @returns       how many windows have shapes of the run, and how many shapes were colored
   * @throws ShapekinError `run.notColored` when no window has one
   */
  async show(
    run: string,
    groups: Int32Array,
    palette: readonly (readonly [number, number, number])[],
  ): Promise<{ blenders: number; colored: number }> {
    const { windows } = this.blenders
    if (windows.length === 0) throw new ShapekinError('run.notColored', { id: run, reason: 'no Blender is connected' })
    const answers = await Promise.all(
      windows.map((link) => {
        const answer = this.answerOf(link, run)
        const colors = palette.map(([r, g, b]) => [r, g, b] as [number, number, number])
        link.send({ type: 'color_again', made_by: run, groups: [...groups], palette: colors })
        return answer
      }),
    )
    const colored = answers.reduce((sum, { count }) => sum + count, 0)
    if (colored > 0) return { blenders: answers.filter(({ count }) => count > 0).length, colored }
    const { problem = 'no Blender that is connected has them open' } =
      answers.find(({ problem }) => problem !== '') ?? {}
    throw new ShapekinError('run.notColored', { id: run, reason: problem })
  }

  private answerOf(link: BlenderLink, run: string): Promise<Answer> {
    return new Promise((resolve) => {
      const each = { link, run, answered: resolve }
      this.asked.add(each)
      setTimeout(() => {
        if (this.asked.delete(each)) resolve({ count: 0, problem: `Blender did not answer in ${SILENCE_MS / 1000} s` })
      }, SILENCE_MS).unref()
    })
  }
}
