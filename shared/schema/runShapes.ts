import { z } from 'zod'
import { Recipe } from './recipe.js'

/** A group of a run: what the shapes in it are like. */
export const ShapeGroup = z.object({
  name: z.string().meta({ description: 'As a person has named it; else empty' }),
  size: z.int(),
  typical: z.int().meta({ description: 'Row of the most typical shape' }),
  tightness: z.number().meta({ description: 'Mean likeness of the others to the most typical, percent' }),
})
export type ShapeGroup = z.infer<typeof ShapeGroup>

/** The shapes of a finished run as columns, a row each. */
export const RunShapes = z
  .object({
    ids: z.array(z.string()),
    classes: z.array(z.string()).meta({ description: 'Empty = not labelled' }),
    groups: z.array(z.int()).meta({ description: '-1 = in no group' }),
    splits: z.array(z.string()).meta({ description: 'The part of the data: train, valid or test' }),
    pictures: z.array(z.string()).meta({ description: 'Keys for `/api/thumbnails/KEY`; empty = no picture' }),
    x: z.array(z.number()).meta({ description: 'Along the first principal component' }),
    y: z.array(z.number()).meta({ description: 'Along the second' }),
    explained: z.tuple([z.number(), z.number()]).meta({ description: 'Share of the variance along x and y' }),
    likeness: z.array(z.number()).meta({ description: 'To the most typical shape of its group, percent' }),
    odd: z.array(z.int()).meta({ description: 'Rows that are far less like the rest of their group' }),
    named: z.array(ShapeGroup).meta({ description: 'The groups, by number' }),
  })
  .meta({ id: 'RunShapes' })
export type RunShapes = z.infer<typeof RunShapes>

/** One shape of a finished run beside its group and its nearest. */
export const ShapeDetail = z
  .object({
    id: z.string(),
    class: z.string(),
    group: z.int(),
    picture: z.string(),
    histograms: z.array(z.number()).meta({ description: 'The numbers that describe it' }),
    groupMean: z.array(z.number()).meta({ description: 'Mean of its group' }),
    recipe: Recipe.nullable(),
    nearest: z.array(
      z.object({
        id: z.string(),
        class: z.string(),
        group: z.int(),
        picture: z.string(),
        distance: z.number(),
        likeness: z.number().meta({ description: 'Percent' }),
      }),
    ),
  })
  .meta({ id: 'ShapeDetail' })
export type ShapeDetail = z.infer<typeof ShapeDetail>

/** What `GET /api/runs/ID/shapes` is asked with. */
export const ShapesQuery = z.strictObject({
  groups: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Cut the tree anew into so many groups; without it the groups that the run made' }),
})

/** Body of `PUT /api/runs/ID/groups/GROUP`. */
export const GroupName = z.strictObject({
  name: z.string().trim().max(64).meta({ title: 'Name', description: 'For people; empty = the number again' }),
})
export type GroupName = z.infer<typeof GroupName>
