import { Together, type Share } from '../together.ts'
import type { ServiceContext } from '../context.ts'
import { TIMEOUTS } from '../db/client.ts'
import { runStatement } from '../db/statement.ts'
import type { ApiKeyScope } from '../types.ts'

export interface KeyRow {
  id: string
  account_id: string
  scopes: ApiKeyScope[]
  revoked_at: Date | null
  expired: boolean
}

const COLUMNS = 'id, account_id, scopes, revoked_at, coalesce(expires_at <= now(), false) as expired'

/** The first statement of a request: whether the database is there is known after it, and soon. */
const SOON = { silentAfterMs: TIMEOUTS.connectionTimeoutMillis }

export async function findKey(context: ServiceContext, sha256: string): Promise<KeyRow | undefined> {
  const [row] = await runStatement<KeyRow>(context.db, {
    name: 'authenticate',
    text: `select ${COLUMNS} from api_key where sha256 = $1`,
    values: [sha256],
    ...SOON,
  })
  return row
}

/** The same, on one connection for all who ask so: however many they are, the others keep theirs. */
export async function findKeyInTurn(context: ServiceContext, sha256: string): Promise<KeyRow | undefined> {
  const turns = turnsOf.get(context) ?? new Together((turn) => findKeys(context, turn))
  turnsOf.set(context, turns)
  const { row } = await turns.run('', sha256)
  return row
}

interface Found {
  row: KeyRow | undefined
}

const turnsOf = new WeakMap<ServiceContext, Together<string, Found>>()

async function findKeys(context: ServiceContext, turn: readonly Share<string>[]): Promise<Found[][]> {
  const rows = await runStatement<KeyRow & { sha256: string }>(context.db, {
    name: 'authenticate_many',
    text: `select sha256, ${COLUMNS} from api_key where sha256 = any($1)`,
    values: [turn.flatMap(({ items }) => items)],
    ...SOON,
  })
  const found = new Map(rows.map((row) => [row.sha256, row]))
  return turn.map(({ items }) => items.map((sha256) => ({ row: found.get(sha256) })))
}

/** Of these keys those that have ended, or are gone. */
export async function findEnded(
  context: ServiceContext,
  apiKeyIds: readonly string[],
): Promise<Pick<KeyRow, 'id' | 'revoked_at' | 'expired'>[]> {
  return runStatement(context.db, {
    name: 'ended_keys',
    text: `select watched.id, revoked_at, true as expired
             from unnest($1::text[]) as watched (id) left join api_key on api_key.id = watched.id
            where api_key.id is null or revoked_at is not null or expires_at <= now()`,
    values: [apiKeyIds],
    ...SOON,
  })
}
