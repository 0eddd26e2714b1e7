import { ApiImage } from './ApiImage.js'

/** A picture that may be among the files of a run or a scene. */
export interface Picture {
  readonly name: string
  /** Text for readers who can not see it. */
  readonly alt: string
  readonly caption: string
}

interface PictureCardProps {
  readonly pictures: readonly Picture[]
  /** Path of the files, and names of those that exist. */
  readonly folder: string
  readonly files: readonly string[]
}

/** Shows those of the pictures that exist. */
export const PictureCard = ({ pictures, folder, files }: PictureCardProps) => (
  <section class="card" aria-labelledby="pictures">
    <header>
      <h2 id="pictures">Pictures</h2>
    </header>
    <div class="pictures">
      {pictures
        .filter(({ name }) => files.includes(name))
        .map(({ name, alt, caption }) => (
          <figure key={name}>
            <ApiImage path={`${folder}/${name}`} alt={alt} />
            <figcaption class="small muted">{caption}</figcaption>
          </figure>
        ))}
    </div>
  </section>
)
