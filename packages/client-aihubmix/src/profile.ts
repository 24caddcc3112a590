import { redact, type VendorProfile } from '@jointo/http-base'
import { BACKUP_BASE_URL, DEFAULT_BASE_URL } from './base-url.ts'
import { describeError, isErrorInside } from './describe-error.ts'
import { errorDisposition } from './error-disposition.ts'

export interface ProfileOptions {
  /** Partner code, sent with every call. */
  appCode: string | undefined
  /** Blotted out of what the vendor says. */
  manageKey: string | undefined
  /** Undefined: the vendor's own. */
  baseUrl: string | undefined
}

export function createProfile({
  appCode,
  manageKey,
  baseUrl = DEFAULT_BASE_URL,
}: ProfileOptions): VendorProfile {
  const secrets = manageKey === undefined ? [] : [manageKey]
  const clean = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : redact(text, secrets)
  return {
    id: 'aihubmix',
    name: 'AIHubMix',
    baseUrl: DEFAULT_BASE_URL,
    apiKeyVariable: 'AIHUBMIX_API_KEY',
    baseUrlVariable: 'AIHUBMIX_BASE_URL',
    // Whoever set another address wants to reach that one alone.
    ...(baseUrl === DEFAULT_BASE_URL ? { backupBaseUrl: BACKUP_BASE_URL } : {}),
    headers: (apiKey) => ({
      authorization: `Bearer ${apiKey}`,
      accept: 'application/json',
      ...appCodeHeader(appCode),
    }),
    isErrorInside,
    describeError: (body) => {
      const { code, message } = describeError(body) ?? {}
      return { code: clean(code), message: clean(message) ?? textWithout(secrets, body) }
    },
    classify: ({ status, body }) => errorDisposition({ status, ...describeError(body) }),
  }
}

export function appCodeHeader(appCode: string | undefined): Record<string, string> {
  return appCode === undefined ? {} : { 'app-code': appCode }
}

/** A text of no known form is quoted by the base, which does not know the Manage Key. */
function textWithout(secrets: readonly string[], body: unknown): string | undefined {
  if (typeof body !== 'string' || /[<>]/.test(body)) return undefined
  return secrets.some((secret) => body.includes(secret)) ? redact(body, secrets) : undefined
}
