/** A number of things in words: `1 shape`, `1,200 shapes`. @param several default: with an s at the end */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`
