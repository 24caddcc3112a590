import { Table } from '@mantine/core'
import type { Job, Output } from '../api/types.ts'
import { isOver } from '../jobs/use-job.ts'
import { creditsInWords, formatBytes, formatMoment, formatSpan, inWords } from '../ui/format.ts'

/** Where the word of the API says little. */
const NAMES: Readonly<Record<string, string>> = {
  n: 'How many',
  duration_seconds: 'Seconds asked',
}

/** Every setting of a job, and what is known about a file of it. */
export function Parameters({ job, file }: { job: Job; file: Output | undefined }) {
  const given = Object.entries(job.input).filter(([name]) => name !== 'prompt' && name !== 'text')
  const rows: [string, string][] = [
    ['Model', job.model],
    ...given.map(([name, value]): [string, string] => [NAMES[name] ?? inWords(name), inText(value)]),
    [
      'Cost',
      isOver(job.status) ? creditsInWords(job.credits.charged) : `Up to ${creditsInWords(job.credits.held)}`,
    ],
    ['Created', formatMoment(job.created_at)],
  ]
  if (job.started_at !== null && job.finished_at !== null)
    rows.push(['Took', formatSpan(job.started_at, job.finished_at)])
  if (file !== undefined) {
    rows.push(['File', `${file.media_type}, ${formatBytes(file.bytes)}`])
    if (file.width !== null && file.height !== null) rows.push(['Pixels', `${file.width} × ${file.height}`])
    if (file.duration_seconds !== null) rows.push(['Length', `${file.duration_seconds.toFixed(1)} s`])
    rows.push(['SHA-256', file.sha256])
  }
  for (const { message } of job.warnings) rows.push(['Warning', message])
  return (
    <Table verticalSpacing={6} layout="fixed" variant="vertical" withTableBorder={false}>
      <Table.Tbody>
        {rows.map(([name, value], index) => (
          <Table.Tr key={`${name}-${index}`}>
            <Table.Th w={110} bg="transparent" c="dimmed" fw={500} scope="row">
              {name}
            </Table.Th>
            <Table.Td className="words">{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function inText(value: unknown): string {
  return Array.isArray(value) ? value.map((one) => oneInText(one)).join('\n') : oneInText(value)
}

/** Files are told by their fields. */
function oneInText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return Object.values(value)
    .map((part) => oneInText(part))
    .join(' · ')
}
