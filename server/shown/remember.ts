/**
 * Keeps the answers to the last questions, while they are being found and afterwards. What failed is not kept.
 *
 * @param known answers by question; the question asked last is at the end
 * @param most  the most answers that are kept
 */
export function remember<Answer>(
  known: Map<string, Promise<Answer>>,
  question: string,
  find: () => Promise<Answer>,
  most: number,
): Promise<Answer> {
  const found = known.get(question) ?? find()
  known.delete(question)
  known.set(question, found)
  found.catch(() => known.delete(question))
  for (const oldest of [...known.keys()].slice(0, -most)) known.delete(oldest)
  return found
}
