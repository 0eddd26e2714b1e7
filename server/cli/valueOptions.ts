import { InvalidArgumentError, Option } from '@commander-js/extra-typings'

/** Options whose values are checked as they are read, and whose help says what may be given. */

/** A whole number from `min` to `max`. */
export const wholeNumberOption = <Flags extends string>(flags: Flags, description: string, min: number, max: number) =>
  new Option(flags, `${description} (${min} to ${max})`).argParser((text): number => {
    const value = readNumber(text)
    if (Number.isInteger(value) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`A whole number from ${min} to ${max} is expected.`)
  })

/** Any number; the caller checks the range. */
export const numberOption = <Flags extends string>(flags: Flags, description: string) =>
  new Option(flags, description).argParser((text): number => {
    const value = readNumber(text)
    if (Number.isFinite(value)) return value
    throw new InvalidArgumentError('A number is expected.')
  })

/** One of the names of a field of FIELDS. */
export const nameOption = <Flags extends string, Name extends string>(
  flags: Flags,
  description: string,
  field: { readonly enum: readonly Name[] },
) => new Option(flags, description).choices(field.enum)

/** NaN if the text is not a number. Number() alone would read blanks as 0. */
const readNumber = (text: string): number => (text.trim() === '' ? NaN : Number(text))
