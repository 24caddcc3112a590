import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call, query } from '../api/client.ts'
import type { Job, Output, Page } from '../api/types.ts'

const PAGE = 30

export interface Filters {
  q: string
  kind: string
  model: string
  /** Days, `2026-11-29`, both included. */
  from: string
  to: string
  /** Credits. */
  least: string
  most: string
}

export const NO_FILTERS: Filters = { q: '', kind: '', model: '', from: '', to: '', least: '', most: '' }

/** One file of a job that succeeded. */
export interface Work {
  job: Job
  file: Output
}

export function useWorks(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['jobs', 'works', filters],
    queryFn: ({ pageParam, signal }) =>
      call<Page<Job>>(`/v1/jobs${query({ ...asQuery(filters), limit: PAGE, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
}

export function worksOf(pages: Page<Job>[] | undefined): Work[] {
  return (pages ?? []).flatMap(({ data }) =>
    data.flatMap((job) => job.output.filter(({ url }) => url !== null).map((file) => ({ job, file }))),
  )
}

/** Days are those of whoever looks. */
export function asQuery({
  q,
  kind,
  model,
  from,
  to,
  least,
  most,
}: Filters): Record<string, string | undefined> {
  return {
    status: 'succeeded',
    q: q.trim(),
    kind,
    model,
    created_after: startOf(from, 0),
    created_before: startOf(to, 1),
    min_charged: amount(least),
    max_charged: amount(most),
  }
}

function startOf(day: string, daysLater: number): string | undefined {
  const [year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return undefined
  return new Date(year, month - 1, date + daysLater).toISOString()
}

const amount = (text: string): string | undefined => (/^\d+(\.\d{1,6})?$/.test(text) ? text : undefined)
