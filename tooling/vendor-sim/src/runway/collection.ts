import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { sendReply, VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { runwayError } from './errors.ts'
import { checkCaller, parseBody, parseQuery, type RunwayState } from './work.ts'

/** One kept thing, as its own route shows it. */
export interface Item {
  id: string
  createdAt: string
  [field: string]: unknown
}

/** How one kind of thing is made, shown and changed. */
export interface Kind<Create extends object, Update extends object> {
  /** `/v1/voices` */
  path: string
  /** For texts: `Voice`. */
  name: string
  create: z.ZodType<Create>
  update: z.ZodType<Update>
  /** Facts of a new thing that are not simply those of the body. */
  facts(body: Create, state: RunwayState): Record<string, unknown>
  /** What a change comes to. Default: the fields of the body. */
  change?(item: Item, body: Update): Record<string, unknown>
  /** What the reply to creation says. Default: everything. */
  created?(item: Item): unknown
  /** What a list says of each. Default: everything. */
  summary?(item: Item): unknown
  /** Query fields of the list beside the cursor. */
  listQuery?: z.ZodRawShape
  /** A change answers 204 with nothing. */
  changesQuietly?: boolean
}

export const pageQuery = (defaultLimit = 50) => ({
  cursor: z.string().min(1).max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(defaultLimit),
})

/** One page; the cursor is a position that only the simulator understands. */
export function paginate<T>(
  items: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { data: T[]; nextCursor: string } {
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString())
  if (!Number.isInteger(from)) throw new VendorRefusal(runwayError(400, 'The cursor is not valid.'))
  const to = from + limit
  const nextCursor = to < items.length ? Buffer.from(String(to)).toString('base64url') : ''
  return { data: items.slice(from, to), nextCursor }
}

/** The five routes of a kind of thing that is kept. */
export function addCollection<Create extends object, Update extends object>(
  app: Hono<VendorEnv>,
  state: RunwayState,
  kind: Kind<Create, Update>,
): void {
  const { path, name } = kind
  const items = (): Map<string, Item> => state.collection(path)

  const find = (c: VendorContext): Item => {
    checkCaller(c)
    const item = items().get(c.req.param('id') ?? '')
    if (!item) throw new VendorRefusal(runwayError(404, `${name} not found.`))
    return item
  }

  app.post(path, (c) => {
    checkCaller(c)
    const body = parseBody(c, kind.create)
    const now = new Date().toISOString()
    const item = { ...body, id: randomUUID(), createdAt: now, updatedAt: now, ...kind.facts(body, state) }
    items().set(item.id, item)
    return c.json(kind.created?.(item) ?? item)
  })

  app.get(path, (c) => {
    checkCaller(c)
    const query = parseQuery(c, z.strictObject({ ...pageQuery(), ...kind.listQuery }))
    const page = paginate([...items().values()], query)
    return c.json({ ...page, data: page.data.map((item) => kind.summary?.(item) ?? item) })
  })

  app.get(`${path}/:id`, (c) => c.json(find(c)))

  app.patch(`${path}/:id`, (c) => {
    const item = find(c)
    const body = parseBody(c, kind.update)
    const changed = { ...item, ...(kind.change?.(item, body) ?? body), updatedAt: new Date().toISOString() }
    items().set(item.id, changed)
    return kind.changesQuietly ? c.body(null, 204) : c.json(changed)
  })

  app.delete(`${path}/:id`, (c) => {
    const { id } = find(c)
    items().delete(id)
    return sendReply({ status: 204, body: '' })
  })
}
