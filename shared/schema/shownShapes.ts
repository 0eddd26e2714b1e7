import { z } from 'zod'
import { FamilyWish } from './familyNotes.js'
import { Recipe } from './recipe.js'

/**
 * What is shown of grouped shapes: those of a run, the objects of a scene, or a library. All three have the same
 * form.
 */

/** A group, with facts about its shapes. */
export const ShapeGroup = z.object({
  name: z.string().meta({ description: 'As a person has named it; else empty' }),
  proposed: z.string().meta({ description: 'Proposed from the names of its members; else empty' }),
  size: z.int(),
  typical: z.int().meta({ description: 'Row of the most typical shape' }),
  tightness: z.number().meta({ description: 'Mean likeness of the others to the most typical, percent' }),
})
export type ShapeGroup = z.infer<typeof ShapeGroup>

const picture = z.string().meta({ description: 'Address of its picture below `/api/`; empty = it has none' })

/** Grouped shapes as columns, with one row for each shape. */
export const ShownShapes = z
  .object({
    ids: z.array(z.string()),
    classes: z.array(z.string()).meta({ description: 'Empty = not labelled' }),
    groups: z.array(z.int()).meta({ description: '-1 = in no group' }),
    splits: z
      .array(z.string())
      .meta({ description: 'Of a run the part of the data: train, valid or test; else empty' }),
    pictures: z.array(picture),
    x: z.array(z.number()).meta({ description: 'Along the first principal component' }),
    y: z.array(z.number()).meta({ description: 'Along the second' }),
    explained: z.tuple([z.number(), z.number()]).meta({ description: 'Share of the variance along x and y' }),
    likeness: z.array(z.number()).meta({ description: 'To the most typical shape of its group, percent' }),
    odd: z.array(z.int()).meta({ description: 'Rows that are far less like the rest of their group' }),
    named: z.array(ShapeGroup).meta({ description: 'The groups, by number' }),
    wishes: z.array(FamilyWish).meta({ description: 'What people said of single shapes, and these groups go by' }),
    notedIn: z.enum(['server', 'file', 'nextFile']).meta({
      description:
        'Where names and wishes are kept: by the server; of a scene in the file that a Blender has open, or by the server until one opens it',
    }),
  })
  .meta({ id: 'ShownShapes' })
export type ShownShapes = z.infer<typeof ShownShapes>

/** Places of the shapes on another map than that of ShownShapes, in the same order. */
export const ShownPlaces = z.object({ x: z.array(z.number()), y: z.array(z.number()) }).meta({ id: 'ShownPlaces' })
export type ShownPlaces = z.infer<typeof ShownPlaces>

/** Numbers that the shapes have besides those they are compared by, such as their triangles, as columns by title. */
export const ShownMeasures = z
  .record(z.string(), z.array(z.number().nullable().meta({ description: 'null = the shape has no such number' })))
  .meta({ id: 'ShownMeasures' })
export type ShownMeasures = z.infer<typeof ShownMeasures>

/** One shape, with its group and the shapes nearest to it. */
export const ShapeDetail = z
  .object({
    id: z.string(),
    class: z.string(),
    group: z.int(),
    groupName: z.string().meta({ description: 'As a person has named it, or as it is proposed; else empty' }),
    picture,
    mesh: z.string().meta({ description: 'Address of its mesh for a viewer below `/api/`; empty = it has none' }),
    duplicates: z.string().meta({
      description: 'Where its duplicates are told of, below `/api/`; empty = they are not looked for',
    }),
    facts: z
      .array(z.tuple([z.string(), z.string()]))
      .meta({ description: 'What is known of it, for people: a name and a value each' }),
    numbers: z.array(z.number()).meta({ description: 'Those that describe it' }),
    groupMean: z.array(z.number()).meta({ description: 'Mean of its group' }),
    recipe: Recipe.nullable(),
    nearest: z.array(
      z.object({
        id: z.string(),
        class: z.string(),
        group: z.int(),
        picture,
        distance: z.number(),
        likeness: z.number().meta({ description: 'Percent' }),
      }),
    ),
  })
  .meta({ id: 'ShapeDetail' })
export type ShapeDetail = z.infer<typeof ShapeDetail>

/**
 * The dendrogram that groups are cut from, as SciPy numbers it: node i < N is leaf i, node N + m is what merge m made.
 */
export const ShownTree = z
  .object({
    leaves: z.array(z.string()).meta({ description: '(N) ids of the shapes that it joins' }),
    a: z.array(z.int()).meta({ description: '(N - 1) the two nodes that each merge joins' }),
    b: z.array(z.int()),
    height: z.array(z.number()).meta({ description: '(N - 1) distance at which they join, ascending' }),
    size: z.array(z.int()).meta({ description: '(N - 1) leaves below each merge' }),
    farthest: z.number().meta({ description: 'The distance that stands for 0 % of likeness; 0 stands for 100 %' }),
  })
  .meta({ id: 'ShownTree' })
export type ShownTree = z.infer<typeof ShownTree>

/** Query of everything that depends on a cut. */
export const CutQuery = z.strictObject({
  groups: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Cut the tree anew into so many groups; without it the groups that were made' }),
})

/** Body of `PUT .../groups/GROUP`. */
export const GroupName = z.strictObject({
  name: z.string().trim().max(64).meta({ title: 'Name', description: 'For people; empty = none again' }),
})
export type GroupName = z.infer<typeof GroupName>

const id = z.string().max(4096)

/** Body of `POST .../wishes`. */
export const SaidOfShape = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('apart').meta({ description: 'It is not of the family that it is in' }), shape: id }),
  z.strictObject({
    say: z.literal('together').meta({ description: 'It belongs with another, and with whatever that belongs with' }),
    shape: id,
    with: id,
  }),
  z.strictObject({ say: z.literal('forget').meta({ description: 'Nothing was said of it' }), shape: id }),
])
export type SaidOfShape = z.infer<typeof SaidOfShape>
