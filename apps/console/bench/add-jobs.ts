import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { Stack } from '../test/helpers/stack.ts'

/** Jobs that have ended, each with a picture that is really there: an upload that all of them show. */
export async function addJobs(
  { service, databaseUrl }: Stack,
  accountId: string,
  count: number,
): Promise<void> {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const upload = await service.assets.create({ accountId }, picture)
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    `with n as (select i, md5(i::text || $1) as hex from generate_series(1, $2::int) i),
          h as (insert into hold (id, ledger_account_id, amount, created_at)
                select 'hold_' || hex, 'customer:' || $1, 1, now() from n),
          p as (insert into job_input (job_id, input)
                select 'job_' || hex, jsonb_build_object('prompt',
                  (array['a red kite over the', 'lighthouse', 'harbour at', 'an owl in a library', 'lemon still life', 'viaduct', 'market hall'])[1 + i % 7]
                    || ' ' || i || ' ' || repeat(md5(i::text) || ' ', 6), 'aspect_ratio', '16:9')
                  from n)
     insert into job (id, account_id, kind, provider, model, state, quoted, quote_lines, hold_id, deadline_at, created_at, started_at, finished_at, charged)
     select 'job_' || hex, $1, 'image', 'mock', 'image', 'succeeded', 1000000, '[]', 'hold_' || hex, now(),
            now() - i * interval '7 minutes', now() - i * interval '7 minutes', now() - i * interval '7 minutes', 1000000 from n`,
    [accountId, count],
  )
  await client.query(
    `insert into asset (id, account_id, job_id, position, storage_key, media_type, bytes, sha256, width, height, created_at)
     select 'asset_' || md5(j.id), j.account_id, j.id, 0, a.storage_key, a.media_type, a.bytes, $2, 1, 1, j.created_at
       from job j, asset a where a.id = $1 and j.account_id = a.account_id`,
    [upload.id, createHash('sha256').update(picture).digest('hex')],
  )
  await client.query('analyze')
  await client.end()
}
