import { fileUrl } from '../api/fileUrls.js'
import { useAnswer } from '../state/useAnswer.js'

/** A picture that the API sends only to holders of the token. */
export function ApiImage({ path, alt }: { readonly path: string; readonly alt: string }) {
  const { answer: url, error } = useAnswer(() => fileUrl(path), [path])
  return <img class={error ? 'missing' : ''} src={url} alt={alt} />
}
