import { useState } from 'preact/hooks'
import { PICTURE_FORMATS, type PictureFormat } from './chart.js'

interface SaveButtonsProps {
  /** Of the picture, for readers who can not see it. */
  readonly label: string
  /** Draws and saves it. What draws is loaded when it is asked for. */
  readonly save: (format: PictureFormat) => Promise<void>
}

/** Buttons that save what is shown as a picture. */
export function SaveButtons({ label, save }: SaveButtonsProps) {
  const [message, setMessage] = useState('')
  const [isMaking, setMaking] = useState(false)
  const press = (format: PictureFormat) => {
    setMessage('')
    setMaking(true)
    save(format)
      .catch((error: Error) => setMessage(error.message))
      .finally(() => setMaking(false))
  }
  return (
    <div class="actions save">
      <span class="message small" role="alert">
        {message}
      </span>
      <span class="muted small" role="status">
        {isMaking ? 'Being made …' : 'Save as'}
      </span>
      {PICTURE_FORMATS.map((format) => (
        <button
          key={format}
          class="quiet small"
          aria-label={`Save ${label} as ${format.toUpperCase()}`}
          disabled={isMaking}
          onClick={() => press(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
    </div>
  )
}
