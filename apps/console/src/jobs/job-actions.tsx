import { Button, type ButtonProps } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleStop, Download, ImageUpscale, PlayCircle, RotateCcw } from 'lucide-react'
import { call, contentUrl } from '../api/client.ts'
import type { Job, Output } from '../api/types.ts'
import { Link } from '../layout/link.tsx'
import { isOver } from './use-job.ts'

const look: ButtonProps = { size: 'xs', variant: 'light' }

export function CancelButton({ job }: { job: Job }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => call<Job>(`/v1/jobs/${job.id}/cancel`, { method: 'POST' }),
    onSuccess: (changed) => client.setQueryData(['job', job.id], changed),
    onError: (error) => notifications.show({ color: 'red', title: 'Not canceled', message: error.message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['job', job.id] })
      void client.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  if (isOver(job.status) || job.stage === 'storing') return null
  return (
    <Button
      {...look}
      color="red"
      leftSection={<CircleStop size={15} aria-hidden />}
      loading={cancel.isPending}
      // A vendor may take a moment to confirm it.
      disabled={cancel.isSuccess}
      onClick={() => cancel.mutate()}
    >
      {cancel.isSuccess ? 'Canceling…' : 'Cancel'}
    </Button>
  )
}

export function AgainButton({ job }: { job: Job }) {
  return (
    <Button
      {...look}
      component={Link}
      to={`/create?kind=${job.kind}&again=${job.id}`}
      leftSection={<RotateCcw size={15} aria-hidden />}
    >
      Use these settings again
    </Button>
  )
}

/** What can be done with a file of a job. */
export function FileActions({ file }: { file: Output }) {
  if (file.url === null) return null
  const family = file.media_type.split('/')[0]
  const next = `with=${file.asset_id}&type=${encodeURIComponent(file.media_type)}`
  return (
    <>
      <Button
        {...look}
        component="a"
        href={contentUrl(file.asset_id)}
        download={`${file.asset_id}.${extension(file.media_type)}`}
        leftSection={<Download size={15} aria-hidden />}
      >
        Download
      </Button>
      {family === 'image' && (
        <>
          <Button
            {...look}
            component={Link}
            to={`/create?kind=video&${next}`}
            leftSection={<PlayCircle size={15} aria-hidden />}
          >
            Animate this image
          </Button>
          <Button
            {...look}
            component={Link}
            to={`/create?kind=image_upscale&${next}`}
            leftSection={<ImageUpscale size={15} aria-hidden />}
          >
            Upscale this
          </Button>
        </>
      )}
      {family === 'video' && (
        <Button
          {...look}
          component={Link}
          to={`/create?kind=video_upscale&${next}`}
          leftSection={<ImageUpscale size={15} aria-hidden />}
        >
          Upscale this
        </Button>
      )}
    </>
  )
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'audio/mpeg': 'mp3',
  'model/gltf-binary': 'glb',
  'text/plain': 'txt',
  'text/vtt': 'vtt',
  'application/x-subrip': 'srt',
}

const extension = (mediaType: string): string => EXTENSIONS[mediaType] ?? mediaType.split('/')[1] ?? 'bin'
