import { ActionIcon, Button, Group, Input, NativeSelect, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Images, Trash2, Upload } from 'lucide-react'
import { useId, useState } from 'react'
import { call } from '../api/client.ts'
import type { Asset, MediaRole } from '../api/types.ts'
import { Thumbnail } from '../media/thumbnail.tsx'
import { inWords } from '../ui/format.ts'
import { Problem } from '../ui/states.tsx'
import { GalleryPicker } from './gallery-picker.tsx'
import type { GivenFile } from './values.ts'

type Family = 'image' | 'video' | 'audio'

const NOUNS: Readonly<Record<Family, string>> = { image: 'an image', video: 'a video', audio: 'a recording' }

interface Props {
  label: string
  family: Family
  files: GivenFile[]
  max: number
  required: boolean
  roles?: MediaRole[] | undefined
  onChange: (files: GivenFile[]) => void
}

/** Files as input: dropped, chosen, or taken from the gallery. They are stored at once; the job then names them. */
export function MediaField({ label, family, files, max, required, roles, onChange }: Props) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const upload = useMutation({ mutationFn: uploadAll })
  const room = max - files.length
  const add = (more: GivenFile[]): void => onChange([...files, ...more].slice(0, max))
  const send = (list: FileList | null): void => {
    const chosen = [...(list ?? [])].slice(0, Math.max(room, 1))
    if (chosen.length > 0) upload.mutate(chosen, { onSuccess: add })
  }
  return (
    <Input.Wrapper label={label} required={required} labelElement="div">
      <Stack gap="xs" mt={4}>
        {files.map((file, index) => (
          <div className="given" key={`${file.assetId}-${index}`}>
            <Thumbnail assetId={file.assetId} mediaType={file.mediaType} />
            <Text size="sm" className="one-line" style={{ flex: 1 }}>
              {file.name}
            </Text>
            {roles !== undefined && roles.length > 1 && (
              <NativeSelect
                size="xs"
                aria-label={`Role of ${file.name}`}
                value={file.role ?? ''}
                data={[
                  { value: '', label: 'Any role' },
                  ...roles.map((role) => ({ value: role, label: inWords(role) })),
                ]}
                onChange={(event) => {
                  const role = roles.find((one) => one === event.currentTarget.value)
                  onChange(files.map((one, at) => (at === index ? { ...one, role } : one)))
                }}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${file.name}`}
              onClick={() => onChange(files.filter((_, at) => at !== index))}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {room > 0 && (
          <label
            className="drop"
            data-over={isOver}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(true)
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault()
              setOver(false)
              send(event.dataTransfer.files)
            }}
          >
            <Upload size={20} aria-hidden />
            <span id={id}>
              {upload.isPending ? 'Uploading…' : `Drop ${NOUNS[family]} here, or choose one`}
            </span>
            <input
              className="hidden-input"
              type="file"
              accept={`${family}/*`}
              multiple={room > 1}
              aria-label={`${label}: choose a file`}
              onChange={(event) => {
                send(event.currentTarget.files)
                event.currentTarget.value = ''
              }}
            />
          </label>
        )}
        {room > 0 && (
          <Group>
            <Button
              variant="light"
              size="xs"
              leftSection={<Images size={15} aria-hidden />}
              onClick={() => setPicking(true)}
            >
              From the gallery
            </Button>
          </Group>
        )}
        {upload.error !== null && <Problem error={upload.error} title="The file was not taken" />}
      </Stack>
      <GalleryPicker
        family={family}
        opened={isPicking}
        onClose={() => setPicking(false)}
        onPick={(file) => {
          add([file])
          setPicking(false)
        }}
      />
    </Input.Wrapper>
  )
}

async function uploadAll(files: File[]): Promise<GivenFile[]> {
  const given: GivenFile[] = []
  for (const file of files) {
    const body = new FormData()
    body.append('file', file)
    const asset = await call<Asset>('/v1/uploads', { method: 'POST', body })
    given.push({ assetId: asset.id, mediaType: asset.media_type, name: file.name })
  }
  return given
}
