/**
 * What was asked for is kept while it is found and afterwards: the answers that were asked for last. What failed is not kept.
 *
 * @param known by question, the one asked for last at the end
 * @param most  answers that are kept
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
