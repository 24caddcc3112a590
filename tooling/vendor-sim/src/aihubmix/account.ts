import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { VendorContext, VendorEnv } from '../vendor.ts'
import { MODELS } from './models.ts'
import { checkKey, type AIHubMixState, type SimToken } from './work.ts'

const tokenFields = {
  remain_quota: z.int().optional(),
  unlimited_quota: z.boolean().optional(),
  expired_time: z.int().optional(),
  models: z.string().optional(),
  subnet: z.string().optional(),
}
const createSchema = z.strictObject({ ...tokenFields, name: z.string().min(1) })
const updateSchema = z.strictObject({
  ...tokenFields,
  id: z.int(),
  name: z.string().min(1).optional(),
  status: z.union([z.literal(1), z.literal(2)]).optional(),
})

/** Balance with the inference key; the account with the Manage Key, whose errors come with status 200. */
export function addAccountRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.get('/v1/dashboard/billing/subscription', (c) => {
    checkKey(c)
    return c.json({ object: 'billing_subscription', soft_limit_usd: 25, hard_limit_usd: 25, access_until: 0 })
  })
  app.get('/dashboard/billing/usage', (c) => {
    checkKey(c)
    return c.json({ object: 'list', total_usage: 1234 })
  })
  app.get('/dashboard/billing/remain', (c) => {
    checkKey(c)
    return c.json({ object: 'list', total_usage: 12.66 })
  })

  const managed = (
    route: string,
    method: 'get' | 'post' | 'put' | 'delete',
    work: (c: VendorContext) => unknown,
  ): void => {
    app[method](route, (c) => {
      if (!isManageKey(c)) return c.json({ success: false, message: `invalid access token ${keyOf(c)}` })
      const data = work(c)
      if (data === undefined) return c.json({ success: false, message: 'not found or not understood' })
      return c.json({ success: true, message: '', data })
    })
  }
  managed('/api/user/self', 'get', () => ({
    id: 1,
    username: 'sim',
    quota: 6_330_000,
    used_quota: 6_170_000,
  }))
  managed('/api/user/available_models', 'get', () => MODELS.chat)
  managed('/api/models', 'get', () => ({ 1: MODELS.chat, 2: MODELS.image }))
  managed('/api/user/token', 'get', () => randomBytes(16).toString('hex'))
  managed('/api/token/', 'get', () => [...state.tokens.values()])
  managed('/api/token/search', 'get', (c) => {
    const { keyword = '' } = c.req.query()
    return [...state.tokens.values()].filter(({ name }) => name.includes(keyword))
  })
  managed('/api/token/:id', 'get', (c) => state.tokens.get(Number(c.req.param('id'))))
  managed('/api/token/', 'post', (c) => {
    const parsed = createSchema.safeParse(jsonOf(c))
    return parsed.success ? addToken(state, parsed.data) : undefined
  })
  managed('/api/token/', 'put', (c) => {
    const parsed = updateSchema.safeParse(jsonOf(c))
    const token = state.tokens.get(parsed.data?.id ?? 0)
    return token && Object.assign(token, parsed.data)
  })
  managed('/api/token/:id', 'delete', (c) =>
    state.tokens.delete(Number(c.req.param('id'))) ? null : undefined,
  )
}

function addToken(state: AIHubMixState, fields: z.infer<typeof createSchema>): SimToken {
  const id = state.tokens.size + 1
  const full_key = `sk-${randomBytes(24).toString('hex')}`
  const token = { ...fields, id, status: 1, key: `${full_key.slice(0, 6)}***`, full_key }
  state.tokens.set(id, token)
  return token
}

/** Inference keys open nothing here. Whether the vendor wants the word Bearer is unknown: both forms pass. */
const keyOf = (c: VendorContext): string => (c.req.header('authorization') ?? '').replace(/^Bearer\s+/i, '')

function isManageKey(c: VendorContext): boolean {
  const key = keyOf(c)
  return key !== '' && !key.startsWith('sk-') && !key.includes('wrong')
}

function jsonOf(c: VendorContext): unknown {
  return c.var.body.kind === 'json' ? c.var.body.value : undefined
}
