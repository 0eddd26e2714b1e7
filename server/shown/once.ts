/** Makes something at the first call and returns the same from then on. What failed is made again. */
export function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    if (made !== undefined) return made
    const own = make()
    own.catch(() => (made = undefined))
    return (made = own)
  }
}
