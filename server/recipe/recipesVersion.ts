/** Raised when the add-on makes another mesh of a recipe than before: workers with different ones never work on one job. */
export const RECIPES_VERSION = 1
