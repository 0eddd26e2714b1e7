import type { Recipe } from '../../shared/schema/recipe.js'
import { FactList } from './FactList.js'

const show = (value: unknown): string => {
  if (typeof value === 'number') return String(Number(value.toFixed(3)))
  if (Array.isArray(value)) return value.map(show).join(', ')
  return String(value)
}

/** A recipe in readable form: base, place, and the modifiers with their settings. */
export function RecipeList({ recipe }: { readonly recipe: Recipe }) {
  const { base, detail, location, rotation, scale, modifiers } = recipe
  const facts = { base, detail, location, rotation, scale }
  return (
    <>
      <FactList facts={Object.entries(facts).map(([name, value]) => [name, show(value)])} />
      {modifiers.map(({ kind, ...settings }, i) => (
        <div key={i}>
          <h3>
            {i + 1}. {kind}
          </h3>
          <FactList facts={Object.entries(settings).map(([name, value]) => [name.replaceAll('_', ' '), show(value)])} />
        </div>
      ))}
      {modifiers.length === 0 && <p class="small muted">No modifiers.</p>}
    </>
  )
}
