import { Loader, Text } from '@mantine/core'
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
        <div className="media-frame stage" {...sizeOf(file)}>
          <img src={url} alt={label} />
        </div>
      )
    case 'video':
      return (
        <div className="media-frame stage" {...sizeOf(file)}>
          <video src={url} controls loop playsInline preload="metadata" aria-label={label} />
        </div>
      )
    case 'audio':
      return (
        <div className="media-frame stage listen">
          <AudioLines size={72} strokeWidth={1} aria-hidden />
          <audio src={url} controls preload="metadata" aria-label={label} />
        </div>
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

/** What was said, where a transcript comes with more than that; the file has all of it. */
function spokenIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    const spoken: unknown =
      typeof value === 'object' && value !== null ? Reflect.get(value, 'text') : undefined
    return typeof spoken === 'string' ? spoken : text
  } catch {
    return text
  }
}

const sizeOf = ({ width, height }: Output) =>
  width === null || height === null
    ? {}
    : ({ 'data-sized': true, style: { aspectRatio: `${width} / ${height}` } } as const)

function Words({ assetId }: { assetId: string }) {
  const text = useQuery({
    queryKey: ['asset', assetId, 'text'],
    queryFn: async () => (await open(`/v1/assets/${assetId}/content`)).text(),
    staleTime: Infinity,
  })
  if (text.error !== null) return <Problem error={text.error} onRetry={() => void text.refetch()} />
  return (
    <Text className="surface words transcript" tabIndex={0} role="region" aria-label="Text" dir="auto">
      {text.data === undefined ? 'Loading…' : spokenIn(text.data).slice(0, MOST_CHARACTERS)}
    </Text>
  )
}
