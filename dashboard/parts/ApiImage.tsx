import { useEffect, useState } from 'preact/hooks'
import { fileUrl } from '../api/fileUrls.js'

/** A picture that the API sends only to holders of the token. */
export function ApiImage({ path, alt }: { readonly path: string; readonly alt: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let isHere = true
    fileUrl(path).then(
      (found) => isHere && setUrl(found),
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [path])
  return <img src={url} alt={alt} />
}
