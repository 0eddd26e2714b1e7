/**
 * Keeps the answer to the last question. Whoever asks the same while the answer is being found waits for that answer.
 */
export class Remembered<Answer> {
  private last: { readonly question: string; readonly answer: Promise<Answer> } | undefined

  /**
   * The answer to a question.
   * @param find called when the question differs from the last one, or when that one failed
   */
  get(question: string, find: () => Promise<Answer>): Promise<Answer> {
    if (this.last?.question === question) return this.last.answer
    const asked = { question, answer: find() }
    this.last = asked
    asked.answer.catch(() => {
      if (this.last === asked) this.last = undefined
    })
    return asked.answer
  }
}
