import { z } from 'zod'

/** The five base primitives, which are also the classes of the experiment, by Blender's names. */
export const PRIMITIVES = ['cube', 'uv_sphere', 'cylinder', 'cone', 'torus'] as const
export type Primitive = (typeof PRIMITIVES)[number]

/** All bases; each is a class. Their meshes are closed, about 2 across, upright and centered on the origin. */
export const BASES = [
  ...PRIMITIVES,
  'capsule',
  'bowl',
  'vase',
  'hourglass',
  'dumbbell',
  'tube',
  'pyramid',
  'prism',
  'star',
  'gear',
  'spring',
  'knot',
  'cross',
  'stairs',
  'table',
] as const
export type Base = (typeof BASES)[number]

const axis = z.enum(['X', 'Y', 'Z'])
const vector = z.tuple([z.number(), z.number(), z.number()])

/**
 * One modifier with its settings, by Blender's names. Only kinds whose mesh is byte-equal on every Blender from 3.4 to
 * 5.x (measured: see docs/modifiers.md). Angles are in radians, lengths in the units of the base (about 2 across).
 */
export const ModifierRecipe = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('twist'), axis, angle: z.number() }),
  z.object({ kind: z.literal('bend'), axis, angle: z.number() }),
  z.object({ kind: z.literal('taper'), axis, factor: z.number() }),
  z.object({ kind: z.literal('stretch'), axis, factor: z.number() }),
  z.object({ kind: z.literal('cast'), cast_type: z.enum(['SPHERE', 'CYLINDER', 'CUBOID']), factor: z.number() }),
  z.object({ kind: z.literal('array'), count: z.int(), relative_offset: vector }),
  /** Mirrors at the plane at right angles to `axis`, at `offset`. */
  z.object({ kind: z.literal('mirror'), axis, offset: z.number() }),
  z.object({
    kind: z.literal('displace'),
    direction: axis,
    texture: z.enum(['CLOUDS', 'WOOD']),
    strength: z.number(),
    noise_scale: z.number(),
  }),
  /** How far each corner of the box from -1 to 1 moves; corners are ordered by x fastest, then y, then z. */
  z.object({ kind: z.literal('lattice'), corners: z.array(vector).length(8) }),
  z.object({ kind: z.literal('warp'), from: vector, to: vector, falloff_radius: z.number(), strength: z.number() }),
  z.object({
    kind: z.literal('remesh'),
    mode: z.enum(['BLOCKS', 'VOXEL', 'SMOOTH', 'SHARP']),
    octree_depth: z.int(),
    voxel_size: z.number(),
  }),
  /**
   * Bends the shape along a guide curve, a Bezier with these two ends and their handles; the shape's X (or Y, Z) axis
   * runs along it.
   */
  z.object({ kind: z.literal('curve'), axis, points: z.array(vector).length(4) }),
  /** Moves what is around `from` by the vector from there to `to`, less and less toward the falloff's radius. */
  z.object({ kind: z.literal('hook'), from: vector, to: vector, falloff_radius: z.number(), strength: z.number() }),
  /** Moves vertices along `direction` in a zigzag along `axis`: each fold is `width` long and `height` high. */
  z.object({ kind: z.literal('pleat'), axis, direction: axis, width: z.number(), height: z.number() }),
])
export type ModifierRecipe = z.infer<typeof ModifierRecipe>

/** How one shape is made, as plain data. Blender only executes it, and stores it on the object. */
export const Recipe = z.object({
  /** Unique in its run, and readable: `cone-0007`. */
  id: z.string().regex(/^[a-z_]+-\d{4,}$/),
  base: z.enum(BASES),
  /**
   * How finely the base is cut, n: a cube has n x n quads a side; sphere, cylinder, cone and torus have 2n segments
   * around and n along (rings of the sphere, cuts of the height, segments of the tube), caps have n / 4 rings around a
   * center. 0 = the default mesh of Blender's operator. base_meshes.py says how the other bases are cut.
   */
  detail: z.int().min(0).max(64),
  modifiers: z.array(ModifierRecipe).max(3),
  location: vector,
  /** Euler angles in the order XYZ, radians. */
  rotation: vector,
  scale: vector,
})
export type Recipe = z.infer<typeof Recipe>
