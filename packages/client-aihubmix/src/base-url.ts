import { OptionsError } from '@jointo/http-base'

export const DEFAULT_BASE_URL = 'https://aihubmix.com/v1'

/**
 * The `/v1` root of a configured address. People store it with and without `/v1` and with a slash at its end; doubled
 * segments would only give 404.
 * @throws OptionsError when it is not an address
 */
export function normalizeBaseUrl(configured: string): string {
  const url = URL.parse(configured.trim())
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OptionsError(`AIHUBMIX_BASE_URL must be an http or https address, such as ${DEFAULT_BASE_URL}.`)
  }
  const root = url.pathname.replace(/\/+$/, '').replace(/(\/v\d+)+$/, '')
  return `${url.origin}${root}/v1`
}
