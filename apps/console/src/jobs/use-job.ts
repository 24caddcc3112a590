import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, eventsUrl } from '../api/client.ts'
import { isFailure } from '../api/failure.ts'
import type { Job, Status } from '../api/types.ts'

export const isOver = (status: Status): boolean => !['queued', 'running'].includes(status)

const STAGES = [
  'queued',
  'submitting',
  'submit_unknown',
  'running',
  'storing',
  'succeeded',
  'failed',
  'canceled',
]
/** Progress within a stage is no event of its own. */
const LOOK_EVERY_MS = 1_000
const REOPEN_AFTER_MS = 1_000

/** A job as it is now: its events come live; while it is under way its progress is looked up too. */
export function useJob(id: string) {
  const result = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => call<Job>(`/v1/jobs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state: { data, error } }) =>
      (data !== undefined && isOver(data.status)) || isFailure(error, 'not_found') ? false : LOOK_EVERY_MS,
  })
  const isLive = useEvents(id, result.data !== undefined && !isOver(result.data.status))
  return { ...result, isLive }
}

/** @returns whether the line to the server stands */
function useEvents(id: string, isUnderWay: boolean): boolean {
  const client = useQueryClient()
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    if (!isUnderWay) return
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const onEvent = (): void => void client.invalidateQueries({ queryKey: ['job', id] })
    const connect = (): void => {
      source = new EventSource(eventsUrl(id))
      for (const stage of STAGES) source.addEventListener(`job.${stage}`, onEvent)
      source.addEventListener('open', () => setLive(true))
      source.addEventListener('error', () => {
        setLive(false)
        // The browser comes back by itself after a broken line, but not after an answer that was an error.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(connect, REOPEN_AFTER_MS)
      })
    }
    connect()
    return () => {
      clearTimeout(timer)
      source?.close()
      setLive(false)
      // What is spent and what is left has changed with the job.
      void client.invalidateQueries({ queryKey: ['credits'] })
    }
  }, [client, id, isUnderWay])
  return isLive
}
