import { z } from 'zod'

/** What a person said of single shapes, by their ids. Groups go by it whenever they are made or cut anew. */
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

/** What people noted of the families of a run, a scene or a library. It is by shapes, as groups are numbered anew by every cut. */
export const FamilyNotes = z.object({
  names: z.record(z.string(), z.string()).meta({ description: 'Name of the family that a shape is in, by its id' }),
  wishes: z.array(FamilyWish),
})
export type FamilyNotes = z.infer<typeof FamilyNotes>

/** Those of a scene, as the server keeps them. */
export const DatedNotes = FamilyNotes.extend({
  changed: z.number().default(0).meta({ description: 'When, in milliseconds since 1970; 0 = never' }),
})
export type DatedNotes = z.infer<typeof DatedNotes>

export const NO_NOTES: FamilyNotes = { names: {}, wishes: [] }
