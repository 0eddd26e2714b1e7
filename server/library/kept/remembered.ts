/** The answer to what was asked last; who asks the same while it is being found waits for the same answer. */
export class Remembered<Answer> {
  private last: { readonly question: string; readonly answer: Promise<Answer> } | undefined

  /** @param find asked when the question is another than the last, or that failed */
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
