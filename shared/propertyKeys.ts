/**
 * Names of the custom properties that the add-on keeps in a .blend. What a run made and what a run only colored have keys
 * of their own: nothing is ever deleted by a key of the second kind.
 */
export const PROPERTY_KEYS = {
  // On what a run made: objects, meshes, textures, collections.
  MADE_BY_RUN: 'shapekin_run',
  /** Name of the object when it was made: a copy or a renamed one differs from it, and is the user's own. */
  MADE_NAME: 'shapekin_made',
  /** On the lattices and empties that a made shape's modifiers follow. */
  MADE_GUIDE: 'shapekin_guide',
  SHAPE_ID: 'shapekin_id',
  SHAPE_INDEX: 'shapekin_index',
  SHAPE_RECIPE: 'shapekin_recipe',
  SHAPE_GROUP: 'shapekin_group',

  // On the collection of a run.
  /** Seconds since 1970: which run is the newest. */
  MADE_AT: 'shapekin_made_at',
  GRID_COUNT: 'shapekin_count',
  GRID_ORIGIN: 'shapekin_origin',
  /** (3G) float, sRGB 0..1. */
  PALETTE: 'shapekin_palette',
  /** (G) int, shapes in each group. */
  GROUP_SIZES: 'shapekin_sizes',

  // Of the groups of a scene's own objects.
  /** JSON on the scene: the tree, whose objects were compared, which color each branch has. */
  SCENE_GROUPING: 'shapekin_scene_grouping',
  /** JSON on the scene: names and colors that a person gave to groups. */
  GROUP_WORDS: 'shapekin_group_words',
  /** On an object: the grouping it was compared in, its number there, and the name of its group. */
  GROUPED_IN: 'shapekin_grouped_in',
  MEMBER: 'shapekin_member',
  GROUP_NAME: 'shapekin_group_name',
  /** On an object: the set that it was said to belong to. */
  TOGETHER: 'shapekin_together',
  /** JSON on an object: statements that told objects apart, and the side, 0 or 1, that it is on. */
  APART: 'shapekin_apart',
  /** On the scene: when a name, or what was said of objects, was changed last, milliseconds since 1970. */
  NOTES_CHANGED: 'shapekin_notes_changed',
  /** On a collection made for a group: its name then. */
  GROUP_COLLECTION: 'shapekin_group_collection',

  // On what was colored, whoever made it.
  /** (4) float on the object itself. */
  OLD_COLOR: 'shapekin_old_color',
  /** JSON on the scene, for objects of libraries, which keep no properties. */
  OLD_COLORS_OF_LINKED: 'shapekin_old_colors_of_linked',
  /** On an object that shows its color in renders: `DATA` or `OBJECT` of each material slot, as it was. */
  OLD_SLOTS: 'shapekin_old_slots',
  /** And the material of slot N, where that was the object's own: a pointer, so that it may be renamed. */
  OLD_MATERIAL: 'shapekin_old_material_',
  /** On data that had no slot and was given an empty one. */
  ADDED_SLOT: 'shapekin_added_slot',
  /** On the one material that shows each object's color. */
  GROUP_MATERIAL: 'shapekin_group_material',
  /** JSON on the screen. */
  OLD_SHADING: 'shapekin_old_shading',
} as const
