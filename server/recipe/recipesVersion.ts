/**
 * Must be raised when the add-on builds another mesh from a recipe than before: workers with different versions never
 * work together.
 */
export const RECIPES_VERSION = 1
