import type { ServiceContext } from '../context.ts'

/** Jobs that wait for a vendor of which this process has no key. Another worker may have it; when none has, only this log tells. */
export async function tellStranded({ db, providers, logger }: ServiceContext): Promise<void> {
  const offered = [...new Set(providers.list().map(({ provider }) => provider.name))]
  const { rows } = await db.$client.query<{ provider: string; state: string; jobs: number }>(
    `select provider, state, count(*)::int as jobs from job
      where finished_at is null and state in ('queued', 'running', 'storing') and provider <> all ($1::text[])
        and state_changed_at < now() - interval '1 minute'
      group by provider, state`,
    [offered],
  )
  for (const row of rows) logger.error(row, 'jobs wait for a vendor that is not offered here')
}
