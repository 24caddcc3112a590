import { Code, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { AudioLines } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { contentUrl, open } from '../api/client.ts'
import type { Output } from '../api/types.ts'
import { Problem } from '../ui/states.tsx'

const Shape = lazy(() => import('./shape.tsx'))
/** Longer transcripts are read as a file. */
const MOST_CHARACTERS = 200_000

interface Props {
  file: Output
  /** What it shows. */
  label: string
}

/** A result at full size: seen, heard, turned around or read. */
export function MediaView({ file, label }: Props) {
  if (file.url === null) return <Text c="dimmed">This file was deleted.</Text>
  const url = contentUrl(file.asset_id)
  const [family] = file.media_type.split('/')
  switch (family) {
    case 'image':
      return (
        <div className="media-frame stage">
          <img src={url} alt={label} />
        </div>
      )
    case 'video':
      return (
        <div className="media-frame stage">
          <video src={url} controls loop playsInline preload="metadata" aria-label={label} />
        </div>
      )
    case 'audio':
      return (
        <Stack className="media-frame stage" gap="lg" p="xl" align="center" justify="center">
          <AudioLines size={72} strokeWidth={1} aria-hidden />
          <audio
            src={url}
            controls
            preload="metadata"
            aria-label={label}
            style={{ width: '100%', maxWidth: 520 }}
          />
        </Stack>
      )
    case 'model':
      return (
        <div className="media-frame stage" style={{ height: '60vh' }}>
          <Suspense fallback={<Loader aria-label="Loading the viewer" />}>
            <Shape url={url} label={label} />
          </Suspense>
        </div>
      )
    default:
      return <Words assetId={file.asset_id} />
  }
}

function Words({ assetId }: { assetId: string }) {
  const text = useQuery({
    queryKey: ['asset', assetId, 'text'],
    queryFn: async () => (await open(`/v1/assets/${assetId}/content`)).text(),
    staleTime: Infinity,
  })
  if (text.error !== null) return <Problem error={text.error} onRetry={() => void text.refetch()} />
  return (
    <Code
      block
      className="words"
      p="lg"
      tabIndex={0}
      style={{ maxHeight: '60vh', overflow: 'auto', fontSize: 14 }}
    >
      {text.data?.slice(0, MOST_CHARACTERS) ?? 'Loading…'}
    </Code>
  )
}
