/** Keeps the answers to the last questions, while they are being found and afterwards. What failed is not kept. */
export class Remembered<Answer> {
  /** By question; the one asked last is at the end. */
  private readonly answers = new Map<string, Promise<Answer>>()

  /** @param most answers that are kept */
  constructor(private readonly most = 1) {}

  /** The answer to a question. @param find called when none is kept */
  get(question: string, find: () => Promise<Answer>): Promise<Answer> {
    const answer = this.answers.get(question) ?? find()
    this.answers.delete(question)
    this.answers.set(question, answer)
    answer.catch(() => {
      if (this.answers.get(question) === answer) this.answers.delete(question) // a later one may have taken its place
    })
    for (const oldest of [...this.answers.keys()].slice(0, -this.most)) this.answers.delete(oldest)
    return answer
  }
}
