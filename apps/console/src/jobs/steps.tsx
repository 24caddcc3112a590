import { Text, Timeline } from '@mantine/core'
import { Ban, Check, CircleDashed, CircleHelp, Clock, Download, type LucideIcon, Send, X } from 'lucide-react'
import type { Job } from '../api/types.ts'
import { formatMoment, formatSpan } from '../ui/format.ts'
import type { JobHistory } from './use-history.ts'

const STEPS: Readonly<Record<string, { title: string; icon: LucideIcon }>> = {
  queued: { title: 'Waiting for a place', icon: Clock },
  submitting: { title: 'Handed to the vendor', icon: Send },
  submit_unknown: { title: 'Outcome unknown', icon: CircleHelp },
  running: { title: 'The vendor works on it', icon: CircleDashed },
  storing: { title: 'Fetching and checking the files', icon: Download },
  succeeded: { title: 'Succeeded', icon: Check },
  failed: { title: 'Failed', icon: X },
  canceled: { title: 'Canceled', icon: Ban },
}

/** The states of a job, in order, with the time from one to the next. */
export function Steps({ job, history }: { job: Job; history: JobHistory }) {
  const { timeline, cancel_requested_at: canceledAt } = history
  return (
    <>
      <Timeline
        active={timeline.length - 1}
        bulletSize={26}
        lineWidth={2}
        color={job.status === 'failed' ? 'red' : 'iris'}
      >
        {timeline.map((event, index) => {
          const name = event.type.replace('job.', '')
          const step = STEPS[name] ?? { title: name, icon: CircleDashed }
          const before = timeline[index - 1]
          return (
            <Timeline.Item
              key={event.sequence}
              title={
                <Text size="sm" fw={550}>
                  {step.title}
                </Text>
              }
              bullet={<step.icon size={14} aria-hidden />}
            >
              <Text size="xs" c="dimmed" className="numbers">
                {formatMoment(event.created_at)}
                {before !== undefined && ` · after ${formatSpan(before.created_at, event.created_at)}`}
              </Text>
            </Timeline.Item>
          )
        })}
      </Timeline>
      {canceledAt !== null && (
        <Text size="sm" mt="sm">
          Canceling was asked for on {formatMoment(canceledAt)}.
        </Text>
      )}
    </>
  )
}
