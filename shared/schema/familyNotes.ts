import { z } from 'zod'

/**
 * A statement of a person about single shapes, by their ids. Groups respect it whenever they are made or cut again.
 */
export const FamilyWish = z.discriminatedUnion('say', [
  z.object({
    say: z.literal('together').meta({ description: 'All of them are of one family' }),
    shapes: z.array(z.string()),
  }),
  z.object({
    say: z.literal('apart').meta({ description: 'None of the one is of a family with any of the others' }),
    shapes: z.array(z.string()),
    others: z.array(z.string()),
  }),
])
export type FamilyWish = z.infer<typeof FamilyWish>

/**
 * What people noted about the families of a run, a scene or a library. Notes refer to shapes, because every cut
 * numbers the groups anew.
 */
export const FamilyNotes = z.object({
  names: z.record(z.string(), z.string()).meta({ description: 'Name of the family that a shape is in, by its id' }),
  wishes: z.array(FamilyWish),
})
export type FamilyNotes = z.infer<typeof FamilyNotes>

/** Notes of a scene, in the form that the server keeps. */
export const DatedNotes = FamilyNotes.extend({
  changed: z.number().default(0).meta({ description: 'When, in milliseconds since 1970; 0 = never' }),
})
export type DatedNotes = z.infer<typeof DatedNotes>

export const NO_NOTES: FamilyNotes = { names: {}, wishes: [] }
