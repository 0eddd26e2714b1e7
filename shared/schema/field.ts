import { z } from 'zod'

/** Texts of a field for people: in the panel, in `--help`, in the API's description. */
interface Words {
  readonly label: string
  readonly help: string
}

/** A whole number with a range. Blender's IntProperty is a signed 32-bit number, so `max` must be below 2^31. */
export const integer = ({
  min,
  max,
  default: value,
  ...words
}: Words & { min: number; max: number; default: number }) =>
  z.int().min(min).max(max).default(value).meta({ title: words.label, description: words.help })

/** One of a closed set of names; each value's own help is a tooltip in Blender. */
export const choice = <const Name extends string>({
  of,
  default: value,
  ...words
}: Words & { of: Readonly<Record<Name, string>>; default: NoInfer<Name> }) =>
  z
    .enum(Object.keys(of) as [Name, ...Name[]])
    .default(value as z.core.util.NoUndefined<Name>)
    .meta({ title: words.label, description: words.help, choices: of })

/**
 * Some of a closed set, as names separated by commas; '' = all of them. In Blender each is a checkbox with its own
 * help.
 */
export const several = <const Name extends string>({
  of,
  ...words
}: Words & { of: Readonly<Record<Name, string>> }) => {
  const name = `(?:${Object.keys(of).join('|')})`
  return z
    .string()
    .regex(new RegExp(`^(?:${name}(?:,${name})*)?$`), {
      error: `some of ${Object.keys(of).join(', ')}, with commas between`,
    })
    .default('')
    .meta({ title: words.label, description: words.help, several: of })
}

/** Yes or no. */
export const toggle = ({ default: value, ...words }: Words & { default: boolean }) =>
  z.boolean().default(value).meta({ title: words.label, description: words.help })

/** A line of text. A `secret` line is shown as dots; for a `folder` there is a file browser. */
export const line = ({
  default: value,
  secret = false,
  folder = false,
  ...words
}: Words & { default: string; secret?: boolean; folder?: boolean }) =>
  z.string().max(1024).default(value).meta({ title: words.label, description: words.help, secret, folder })
