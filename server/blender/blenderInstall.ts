/** A Blender that was started once and told its version. */
export interface BlenderInstall {
  /** `program`: Blender itself. `wheel`: a Python that has Blender as its module `bpy`; it can open no window. */
  readonly kind: 'program' | 'wheel'
  /** The executable: Blender's, or Python's. */
  readonly path: string
  /** `5.0.1` */
  readonly version: string
  /** What must be added to the environment for it to start, and to find its own Python. */
  readonly env: Readonly<Record<string, string>>
}
