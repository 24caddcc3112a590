import { Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { call, query } from '../api/client.ts'
import type { Job, Page } from '../api/types.ts'
import { Thumbnail } from '../media/thumbnail.tsx'
import { Problem } from '../ui/states.tsx'
import type { GivenFile } from './values.ts'

interface Props {
  family: 'image' | 'video' | 'audio'
  opened: boolean
  onClose: () => void
  onPick: (file: GivenFile) => void
}

/** The latest results of a family, to go on with. */
export function GalleryPicker({ family, opened, onClose, onPick }: Props) {
  const recent = useQuery({
    queryKey: ['jobs', 'picker'],
    queryFn: () => call<Page<Job>>(`/v1/jobs${query({ status: 'succeeded', limit: 100 })}`),
    enabled: opened,
  })
  const files = (recent.data?.data ?? []).flatMap((job) =>
    job.output
      .filter((file) => file.url !== null && file.media_type.startsWith(`${family}/`))
      .map((file) => ({ job, file })),
  )
  return (
    <Modal opened={opened} onClose={onClose} title="From the gallery" size="lg">
      {recent.error !== null && <Problem error={recent.error} onRetry={() => void recent.refetch()} />}
      {recent.isSuccess && files.length === 0 && <Text c="dimmed">There is nothing of this sort yet.</Text>}
      <div className="picker">
        {files.map(({ job, file }) => {
          const name = describe(job)
          return (
            <button
              key={file.asset_id}
              type="button"
              className="pick"
              aria-label={`Use: ${name}`}
              onClick={() => onPick({ assetId: file.asset_id, mediaType: file.media_type, name })}
            >
              <Thumbnail assetId={file.asset_id} mediaType={file.media_type} />
            </button>
          )
        })}
      </div>
    </Modal>
  )
}

function describe({ input, model }: Job): string {
  const words = input['prompt'] ?? input['text']
  return typeof words === 'string' ? words.slice(0, 80) : model
}
