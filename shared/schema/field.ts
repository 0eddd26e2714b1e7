import { z } from 'zod'

/** What a person sees of a field: in the panel, in `--help`, in the API's description. */
interface Words {
  readonly label: string
  readonly help: string
}

/** A whole number with a range. Blender's IntProperty is signed 32 bit: `max` stays below 2^31. */
export const integer = ({
  min,
  max,
  default: value,
  ...words
}: Words & { min: number; max: number; default: number }) =>
  z.int().min(min).max(max).default(value).meta({ title: words.label, description: words.help })

/** One of a closed set; each value's own help is a tooltip in Blender. */
export const choice = <const Name extends string>({
  of,
  default: value,
  ...words
}: Words & { of: Readonly<Record<Name, string>>; default: NoInfer<Name> }) =>
  z
    .enum(Object.keys(of) as [Name, ...Name[]])
    .default(value as z.core.util.NoUndefined<Name>)
    .meta({ title: words.label, description: words.help, choices: of })

/** Some of a closed set: their names with commas between; '' = all there are. In Blender a tick for each, with its own help. */
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

/** A line of text; `secret` ones are shown as dots, a `folder` can be looked for. */
export const line = ({
  default: value,
  secret = false,
  folder = false,
  ...words
}: Words & { default: string; secret?: boolean; folder?: boolean }) =>
  z.string().max(1024).default(value).meta({ title: words.label, description: words.help, secret, folder })
