/**
 * Names of the custom properties that the add-on keeps in a .blend. Data that a run made and data that a run only
 * colored have different keys: nothing is ever deleted because of a key of the second kind.
 */
export const PROPERTY_KEYS = {
  // On data that a run made: objects, meshes, textures, collections.
  MADE_BY_RUN: 'shapekin_run',
  /** The object's name when it was made. A copy or a renamed object has another name, and belongs to the user. */
  MADE_NAME: 'shapekin_made',
  /** On the lattices and empties that a made shape's modifiers follow. */
  MADE_GUIDE: 'shapekin_guide',
  SHAPE_ID: 'shapekin_id',
  SHAPE_INDEX: 'shapekin_index',
  SHAPE_RECIPE: 'shapekin_recipe',
  SHAPE_GROUP: 'shapekin_group',

  // On the collection of a run.
  /** Time of the run in seconds since 1970, to find the newest run. */
  MADE_AT: 'shapekin_made_at',
  GRID_COUNT: 'shapekin_count',
  GRID_ORIGIN: 'shapekin_origin',
  /** (3G) float, sRGB 0..1. */
  PALETTE: 'shapekin_palette',
  /** (G) int, number of shapes in each group. */
  GROUP_SIZES: 'shapekin_sizes',

  // Properties of the groups of a scene's own objects.
  /** JSON on the scene: the tree, which objects were compared, and the color of each branch. */
  SCENE_GROUPING: 'shapekin_scene_grouping',
  /** JSON on the scene: names and colors that a person gave to groups. */
  GROUP_WORDS: 'shapekin_group_words',
  /** On an object: the grouping it was compared in, its number there, and the name of its group. */
  GROUPED_IN: 'shapekin_grouped_in',
  MEMBER: 'shapekin_member',
  GROUP_NAME: 'shapekin_group_name',
  /** On an object: the set of objects that it was said to belong with. */
  TOGETHER: 'shapekin_together',
  /**
   * JSON on an object: the statements that told objects apart, each with the side, 0 or 1, that this object is on.
   */
  APART: 'shapekin_apart',
  /** On the scene: when a name, or what was said about objects, was last changed, in milliseconds since 1970. */
  NOTES_CHANGED: 'shapekin_notes_changed',
  /** On a collection that was made for a group: its name at that time. */
  GROUP_COLLECTION: 'shapekin_group_collection',

  // Properties of data that was colored, whoever made it.
  /** (4) float on the object itself: its color before. */
  OLD_COLOR: 'shapekin_old_color',
  /** JSON on the scene: the colors before of objects from libraries, which keep no properties. */
  OLD_COLORS_OF_LINKED: 'shapekin_old_colors_of_linked',
  /** On an object that shows its color in renders: `DATA` or `OBJECT` of each material slot, as it was. */
  OLD_SLOTS: 'shapekin_old_slots',
  /**
   * With the slot's number added: the material of that slot before, where the object had its own. It is a pointer, so
   * the material may be renamed.
   */
  OLD_MATERIAL: 'shapekin_old_material_',
  /** On data that had no slot and was given an empty one. */
  ADDED_SLOT: 'shapekin_added_slot',
  /** On the one material that shows each object's color. */
  GROUP_MATERIAL: 'shapekin_group_material',
  /** JSON on the screen: the shading before. */
  OLD_SHADING: 'shapekin_old_shading',
} as const
