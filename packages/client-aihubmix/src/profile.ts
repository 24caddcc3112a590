import type { VendorProfile } from '@jointo/http-base'
import { z } from 'zod'
import { DEFAULT_BASE_URL } from './base-url.ts'
import { errorMeaning, meaningDisposition } from './error-meaning.ts'

const errorObject = z.looseObject({
  message: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: z.string().optional().catch(undefined),
})

/** The gateway's own form, an upstream's, or only a text. */
const errorBody = z.looseObject({
  error: z.union([errorObject, z.string()]).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
})

export interface DescribedError {
  code?: string | undefined
  message?: string | undefined
}

export function describeError(body: unknown): DescribedError | undefined {
  const parsed = errorBody.safeParse(body)
  if (!parsed.success) return undefined
  const { error, message } = parsed.data
  if (typeof error === 'string') return { message: error }
  if (error === undefined) return message === undefined ? undefined : { message }
  // Some upstreams say the kind of error in `type` and leave `code` out.
  const code = error.code ?? (error.type === '' ? undefined : error.type)
  return { code: code === undefined ? undefined : String(code), message: error.message ?? message }
}

/** HTTP 200 with an error in it. Task objects have an `error` too, beside their id or status: that is their outcome. */
export function isErrorInside(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || 'id' in body || 'status' in body) return false
  return 'error' in body && body.error !== null && body.error !== undefined && body.error !== ''
}

/** @param appCode partner code, sent with every call */
export function createProfile(appCode: string | undefined): VendorProfile {
  return {
    name: 'AIHubMix',
    baseUrl: DEFAULT_BASE_URL,
    apiKeyVariable: 'AIHUBMIX_API_KEY',
    baseUrlVariable: 'AIHUBMIX_BASE_URL',
    headers: (apiKey) => ({
      authorization: `Bearer ${apiKey}`,
      accept: 'application/json',
      ...(appCode === undefined ? {} : { 'app-code': appCode }),
    }),
    isErrorInside,
    describeError,
    classify: ({ status, body }) => meaningDisposition(errorMeaning({ status, ...describeError(body) })),
  }
}
