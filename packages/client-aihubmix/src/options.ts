import { OptionsError, readEnv, type HTTPClientOptions } from '@jointo/http-base'
import { normalizeBaseUrl } from './base-url.ts'
import type { Credentials } from './routes.ts'

export interface AIHubMixClientOptions extends HTTPClientOptions {
  /** Partner code for a discount. Default: `AIHUBMIX_APP_CODE`, else none. */
  appCode?: string
  /** The Manage Key, for most methods of `account`; it goes nowhere else. Default: `AIHUBMIX_TOKEN`, else none. */
  manageKey?: string
}

export interface ResolvedClientOptions {
  base: HTTPClientOptions
  baseUrl: string | undefined
  credentials: Credentials
}

/** @throws OptionsError that names the option */
export function resolveClientOptions({
  appCode,
  manageKey,
  ...options
}: AIHubMixClientOptions): ResolvedClientOptions {
  const given = options.baseUrl ?? readEnv('AIHUBMIX_BASE_URL')
  const baseUrl = given === undefined ? undefined : normalizeBaseUrl(given)
  const credentials = {
    // The base refuses a client without one.
    apiKey: options.apiKey?.trim() ?? readEnv('AIHUBMIX_API_KEY') ?? '',
    appCode: word('appCode', appCode ?? readEnv('AIHUBMIX_APP_CODE')),
    manageKey: word('manageKey', manageKey?.trim() ?? readEnv('AIHUBMIX_TOKEN')),
  }
  return { base: baseUrl === undefined ? options : { ...options, baseUrl }, baseUrl, credentials }
}

function word(name: string, value: string | undefined): string | undefined {
  if (value === undefined || /^[\x21-\x7e]+$/.test(value)) return value
  throw new OptionsError(`AIHubMix client: option ${name} must be a word without spaces.`)
}
