/** Files that a Blender makes of its scene; a file's index here is its number in a file frame. */
export const SCENE_FILES = ['scene.blend', 'scene.png'] as const
export type SceneFile = (typeof SCENE_FILES)[number]
