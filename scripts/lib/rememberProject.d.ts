/** Writes the paths of this project and of this Node to where an add-on of the same user looks. */
export function rememberProject(): void
