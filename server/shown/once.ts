/** Makes something when it is asked for first, and gives the same from then on; what failed is made anew. */
export function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    if (made !== undefined) return made
    const own = make()
    own.catch(() => (made = undefined))
    return (made = own)
  }
}
