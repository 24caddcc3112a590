import { Group, Text } from '@mantine/core'
import { Thumbnail } from '../media/thumbnail.tsx'
import { Link } from '../layout/link.tsx'
import { formatAgo, formatCredits, formatMoment } from '../ui/format.ts'
import { KINDS } from '../ui/kinds.ts'
import { promptOf } from '../ui/prompt.ts'
import type { Work } from './use-works.ts'

export function Tile({ job, file }: Work) {
  const kind = KINDS.find((one) => one.kind === job.kind)
  const Icon = kind?.icon
  return (
    <Link to={`/gallery/${job.id}?file=${file.asset_id}`} className="tile">
      <div style={{ position: 'relative' }}>
        <Thumbnail assetId={file.asset_id} mediaType={file.media_type} />
        <span className="tile-corner">
          {Icon !== undefined && <Icon size={12} aria-hidden />}
          {kind?.title ?? job.kind}
          {job.output.length > 1 && ` ${job.output.indexOf(file) + 1}/${job.output.length}`}
        </span>
      </div>
      <div className="tile-text">
        <Text size="sm" fw={520} className="one-line" dir="auto">
          {promptOf(job)}
        </Text>
        <Group justify="space-between" gap={4} wrap="nowrap">
          <Text size="xs" c="dimmed" className="one-line tile-model">
            {job.model}
          </Text>
          <Text
            size="xs"
            c="dimmed"
            className="numbers"
            style={{ flex: 'none' }}
            title={formatMoment(job.created_at)}
          >
            {formatCredits(job.credits.charged)} cr · {formatAgo(job.created_at)}
          </Text>
        </Group>
      </div>
    </Link>
  )
}
