import { AudioLines, Box, FileText } from 'lucide-react'
import { contentUrl } from '../api/client.ts'

interface Props {
  assetId: string
  mediaType: string
  /** What it shows; empty where text beside it says so. */
  alt?: string
}

/** A file at a glance. Videos show their first picture and play while they are pointed at. */
export function Thumbnail({ assetId, mediaType, alt = '' }: Props) {
  const [family] = mediaType.split('/')
  return <div className="media-frame">{inFrame(family, contentUrl(assetId), alt)}</div>
}

function inFrame(family: string | undefined, url: string, alt: string) {
  switch (family) {
    case 'image':
      return <img src={url} alt={alt} loading="lazy" decoding="async" />
    case 'video':
      return (
        <video
          src={`${url}#t=0.1`}
          muted
          loop
          playsInline
          preload="metadata"
          aria-label={alt}
          onPointerEnter={(event) => void event.currentTarget.play().catch(() => undefined)}
          onPointerLeave={(event) => event.currentTarget.pause()}
        />
      )
    case 'audio':
      return <AudioLines size={36} strokeWidth={1.4} aria-hidden />
    case 'model':
      return <Box size={40} strokeWidth={1.2} aria-hidden />
    default:
      return <FileText size={34} strokeWidth={1.3} aria-hidden />
  }
}
