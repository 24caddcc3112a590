import { z } from 'zod'
import { checkedBody, extra, type Extra } from '../fields.ts'

export interface Subscription {
  soft_limit_usd: number
  hard_limit_usd?: number | undefined
  /** Unix seconds. */
  access_until?: number | undefined
}

const amount = z.coerce.number()
const optional = amount.optional().catch(undefined)

export const subscriptionSchema: z.ZodType<Subscription> = z.object({
  soft_limit_usd: amount,
  hard_limit_usd: optional,
  access_until: optional,
})

export interface Spending {
  usd: number
}

/** The vendor counts cents. */
export const spendingSchema: z.ZodType<Spending> = z
  .object({ total_usage: z.number() })
  .transform(({ total_usage }) => ({ usd: total_usage / 100 }))

export interface Remaining {
  /** The vendor's number as it is; its unit is unsure. */
  total_usage: number
}

export const remainingSchema: z.ZodType<Remaining> = z.object({ total_usage: z.number() })

/** Units of quota that make one US dollar. */
const QUOTA_PER_USD = 500_000

export interface Account {
  /** What is left, in the vendor's units. */
  quota: number
  used_quota: number
  remainingUsd: number
  usedUsd: number
  username?: string | undefined
}

const data = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  z.object({ data: schema }).transform((reply) => reply.data)

export const accountSchema: z.ZodType<Account> = data(
  z
    .object({
      quota: z.number(),
      used_quota: z.number().catch(0),
      username: z.string().optional().catch(undefined),
    })
    .transform((account) => ({
      ...account,
      remainingUsd: account.quota / QUOTA_PER_USD,
      usedUsd: account.used_quota / QUOTA_PER_USD,
    })),
)

const modelRow = z.union([
  z.string().min(1),
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
  z.object({ model: z.string().min(1) }).transform(({ model }) => model),
])

/** A list of ids or rows, or ids by channel. */
export const modelIdsSchema: z.ZodType<string[]> = data(
  z.union([
    z.array(modelRow),
    z.record(z.string(), z.array(modelRow)).transform((lists) => [...new Set(Object.values(lists).flat())]),
  ]),
)

export const manageTokenSchema: z.ZodType<string> = data(z.string().min(1))

/** A key for inference. */
export interface APIToken {
  id: number | string
  name?: string | undefined
  /** 1 is on. */
  status?: number | undefined
  remain_quota?: number | undefined
  unlimited_quota?: boolean | undefined
  /** Unix seconds; -1 is never. */
  expired_time?: number | undefined
  /** Shortened. */
  key?: string | undefined
  /** The whole secret, where the vendor shows it. */
  full_key?: string | undefined
  [field: string]: unknown
}

const word = z.string().optional().catch(undefined)
const token = z.looseObject({
  id: z.union([z.number(), z.string().min(1)]),
  name: word,
  status: z.number().optional().catch(undefined),
  remain_quota: z.number().optional().catch(undefined),
  unlimited_quota: z.boolean().optional().catch(undefined),
  expired_time: z.number().optional().catch(undefined),
  key: word,
  full_key: word,
})

export const tokenSchema: z.ZodType<APIToken> = data(token)
export const tokenListSchema: z.ZodType<APIToken[]> = data(
  z.union([z.array(token), z.object({ items: z.array(token) }).transform(({ items }) => items)]),
)

interface TokenFields extends Extra {
  name?: string | undefined
  remain_quota?: number | undefined
  unlimited_quota?: boolean | undefined
  /** Unix seconds; -1 is never. */
  expired_time?: number | undefined
  /** Models it may call, separated by commas. */
  models?: string | undefined
  /** Networks it may come from. */
  subnet?: string | undefined
}

export interface CreateTokenParams extends TokenFields {
  name: string
}

export interface UpdateTokenParams extends TokenFields {
  id: number | string
  /** 1 on, 2 off. */
  status?: number | undefined
}

const fields = {
  remain_quota: z.int().min(0).optional(),
  unlimited_quota: z.boolean().optional(),
  expired_time: z.int().min(-1).optional(),
  models: z.string().optional(),
  subnet: z.string().optional(),
  extra,
}
const createSchema: z.ZodType<CreateTokenParams> = z.strictObject({
  ...fields,
  name: z.string().min(1, 'must not be empty'),
})
const updateSchema: z.ZodType<UpdateTokenParams> = z.strictObject({
  ...fields,
  id: z.union([z.int(), z.string().min(1)]),
  name: z.string().min(1).optional(),
  status: z.int().optional(),
})

export function tokenParams(params: CreateTokenParams): Record<string, unknown> {
  return checkedBody(createSchema, params)
}

export function tokenUpdateParams(params: UpdateTokenParams): Record<string, unknown> {
  return checkedBody(updateSchema, params)
}
