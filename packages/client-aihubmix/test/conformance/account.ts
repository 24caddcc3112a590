import { expect } from 'vitest'
import type { AIHubMixClient } from '../../src/index.ts'
import { paidFault, readFault, refused, unsuccessful, type Row } from './row.ts'

const makeToken = async (client: AIHubMixClient): Promise<string> =>
  String((await client.account.createToken({ name: 'shop', unlimited_quota: true })).id)
const get = (path: string, query?: object) => (id: string) => ({
  method: 'GET',
  path: path.replace('{id}', id),
  ...(query && { query }),
})

const managed: (Omit<Row, 'auth' | 'error'> & Partial<Pick<Row, 'error'>>)[] = [
  {
    method: 'account.getAccount',
    call: (client) => client.account.getAccount(),
    request: get('/api/user/self'),
    reply: { quota: 6_330_000, remainingUsd: 12.66, usedUsd: 12.34 },
  },
  {
    method: 'account.listAvailableModels',
    call: (client) => client.account.listAvailableModels(),
    request: get('/api/user/available_models'),
    reply: expect.arrayContaining(['gpt-5']),
  },
  {
    method: 'account.listAllModels',
    call: (client) => client.account.listAllModels(),
    request: get('/api/models'),
    reply: expect.arrayContaining(['gpt-5', 'gpt-image-2']),
  },
  {
    method: 'account.getManageKey',
    call: (client) => client.account.getManageKey(),
    request: get('/api/user/token'),
    reply: expect.stringMatching(/^[0-9a-f]{32}$/),
    // Asked once: each time may make a new one.
    error: { ...readFault, requests: 1 },
  },
  {
    method: 'account.listTokens',
    prepare: makeToken,
    call: (client) => client.account.listTokens(),
    request: get('/api/token/'),
    reply: [{ id: 1, name: 'shop', status: 1 }],
  },
  {
    method: 'account.searchTokens',
    prepare: makeToken,
    call: (client) => client.account.searchTokens('sho'),
    request: get('/api/token/search', { keyword: 'sho' }),
    reply: [{ name: 'shop' }],
  },
  {
    method: 'account.getToken',
    prepare: makeToken,
    call: (client, id) => client.account.getToken(id),
    request: get('/api/token/{id}'),
    reply: { id: 1, name: 'shop', unlimited_quota: true },
  },
  {
    method: 'account.createToken',
    call: (client) => client.account.createToken({ name: 'shop', expired_time: -1 }),
    request: () => ({ method: 'POST', path: '/api/token/', body: { name: 'shop', expired_time: -1 } }),
    reply: { id: 1, full_key: expect.stringMatching(/^sk-/) },
    error: paidFault,
  },
  {
    method: 'account.updateToken',
    prepare: makeToken,
    call: (client) => client.account.updateToken({ id: 1, status: 2 }),
    request: () => ({ method: 'PUT', path: '/api/token/', body: { id: 1, status: 2 } }),
    reply: { id: 1, status: 2 },
  },
  {
    method: 'account.deleteToken',
    prepare: makeToken,
    call: (client, id) => client.account.deleteToken(id),
    request: (id) => ({ method: 'DELETE', path: `/api/token/${id}` }),
    reply: undefined,
  },
]

export const account: Row[] = [
  {
    method: 'account.getSubscription',
    call: (client) => client.account.getSubscription(),
    request: get('/v1/dashboard/billing/subscription'),
    reply: { soft_limit_usd: 25, hard_limit_usd: 25 },
    error: refused(401, 'authentication_failed'),
  },
  {
    method: 'account.getUsage',
    call: (client) => client.account.getUsage(),
    request: get('/dashboard/billing/usage'),
    reply: { usd: 12.34 },
    error: readFault,
  },
  {
    method: 'account.getRemaining',
    call: (client) => client.account.getRemaining(),
    request: get('/dashboard/billing/remain'),
    reply: { total_usage: 12.66 },
    error: readFault,
  },
  ...managed.map((row) => ({ error: unsuccessful, ...row, auth: 'manage' as const })),
]
