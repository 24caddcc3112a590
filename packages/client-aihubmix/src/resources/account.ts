import { OptionsError, path, type CallOptions, type ParsedRequestSpec } from '@jointo/http-base'
import type { Credentials, Routes } from '../routes.ts'
import {
  accountSchema,
  manageTokenSchema,
  modelIdsSchema,
  remainingSchema,
  spendingSchema,
  subscriptionSchema,
  tokenListSchema,
  tokenParams,
  tokenSchema,
  tokenUpdateParams,
  type Account,
  type APIToken,
  type CreateTokenParams,
  type Remaining,
  type Spending,
  type Subscription,
  type UpdateTokenParams,
} from './account-replies.ts'

/**
 * Balance, usage and keys. The first three methods go with the inference key; all others with the Manage Key, another
 * secret, which goes nowhere else.
 */
export class AccountRoutes {
  readonly #routes: Routes
  readonly #manageKey: string | undefined

  constructor(routes: Routes, { manageKey }: Credentials) {
    this.#routes = routes
    this.#manageKey = manageKey
  }

  /** `GET /v1/dashboard/billing/subscription`: limits in US dollars. Seen by third parties only. */
  async getSubscription(options?: CallOptions): Promise<Subscription> {
    return this.#routes.get('/v1/dashboard/billing/subscription', { schema: subscriptionSchema, options })
  }

  /** `GET /dashboard/billing/usage`: what was used, in US dollars. Seen by third parties only. */
  async getUsage(options?: CallOptions): Promise<Spending> {
    return this.#routes.get('/dashboard/billing/usage', { schema: spendingSchema, options })
  }

  /** `GET /dashboard/billing/remain`: what is left. Seen by third parties only. */
  async getRemaining(options?: CallOptions): Promise<Remaining> {
    return this.#routes.get('/dashboard/billing/remain', { schema: remainingSchema, options })
  }

  /** `GET /api/user/self`. The factor from quota to US dollars is seen by third parties only. */
  async getAccount(options?: CallOptions): Promise<Account> {
    return this.#routes.get('/api/user/self', this.#managed({ schema: accountSchema, options }))
  }

  /** `GET /api/user/available_models`: ids the account may call. */
  async listAvailableModels(options?: CallOptions): Promise<string[]> {
    const spec = { schema: modelIdsSchema, options }
    return this.#routes.get('/api/user/available_models', this.#managed(spec))
  }

  /** `GET /api/models`: ids of all models. Its form is unsure. */
  async listAllModels(options?: CallOptions): Promise<string[]> {
    return this.#routes.get('/api/models', this.#managed({ schema: modelIdsSchema, options }))
  }

  /** `GET /api/user/token`: the Manage Key. Unsure whether a new one takes the old one's place; so it is sent only once. */
  async getManageKey(options?: CallOptions): Promise<string> {
    const spec = { schema: manageTokenSchema, options: { ...options, maxAttempts: 1 } }
    return this.#routes.get('/api/user/token', this.#managed(spec))
  }

  /** `GET /api/token/` */
  async listTokens(options?: CallOptions): Promise<APIToken[]> {
    return this.#routes.get('/api/token/', this.#managed({ schema: tokenListSchema, options }))
  }

  /** `GET /api/token/search` */
  async searchTokens(keyword: string, options?: CallOptions): Promise<APIToken[]> {
    const spec = { query: { keyword }, schema: tokenListSchema, options }
    return this.#routes.get('/api/token/search', this.#managed(spec))
  }

  /** `GET /api/token/{id}` */
  async getToken(id: number | string, options?: CallOptions): Promise<APIToken> {
    return this.#routes.get(path`/api/token/${id}`, this.#managed({ schema: tokenSchema, options }))
  }

  /** `POST /api/token/`: makes a key for inference. Never sent again in doubt: a second key would be made. */
  async createToken(params: CreateTokenParams, options?: CallOptions): Promise<APIToken> {
    const json = tokenParams(params)
    const spec = { json, schema: tokenSchema, billable: true, rateClass: 'other', options }
    return this.#routes.post('/api/token/', this.#managed(spec))
  }

  /** `PUT /api/token/`. Whether `status` 0 or 2 means off is unsure. */
  async updateToken(params: UpdateTokenParams, options?: CallOptions): Promise<APIToken> {
    const json = tokenUpdateParams(params)
    return this.#routes.put('/api/token/', this.#managed({ json, schema: tokenSchema, options }))
  }

  /** `DELETE /api/token/{id}` */
  async deleteToken(id: number | string, options?: CallOptions): Promise<void> {
    await this.#routes.request('DELETE', path`/api/token/${id}`, this.#managed({ options }))
  }

  /** Unsure whether the word Bearer is wanted before the Manage Key; it is sent without. */
  #managed<Spec extends Omit<ParsedRequestSpec<unknown>, 'schema'>>(
    spec: Spec,
  ): Spec & { auth: 'none'; headers: Record<string, string> } {
    if (this.#manageKey === undefined) {
      throw new OptionsError('No Manage Key for AIHubMix: pass { manageKey } or set AIHUBMIX_TOKEN.')
    }
    return { ...spec, auth: 'none', headers: { authorization: this.#manageKey, accept: 'application/json' } }
  }
}
