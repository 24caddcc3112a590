import { OptionsError } from '@jointo/http-base'

export const DEFAULT_BASE_URL = 'https://aihubmix.com'
/** The same backend on another host. */
export const BACKUP_BASE_URL = 'https://api.inferera.com'

/**
 * The root of a configured address, over which `/v1`, `/ai/v1`, `/gemini/v1beta` and `/api` lie. People store it with and
 * without `/v1` and with a slash at its end; doubled segments would only give 404.
 * @throws OptionsError when it is not an address
 */
export function normalizeBaseUrl(configured: string): string {
  const url = URL.parse(configured.trim())
  const { username = '', password = '', search = '', hash = '' } = url ?? {}
  if (!url || !/^https?:$/.test(url.protocol) || `${username}${password}${search}${hash}` !== '') {
    throw new OptionsError(
      `AIHUBMIX_BASE_URL must be an http or https address without user, query or #, such as ${DEFAULT_BASE_URL}.`,
    )
  }
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/(\/v\d+)+$/, '')
}

const OWN_HOSTS = ['aihubmix.com', 'api.aihubmix.com', 'api.inferera.com']

/**
 * The route of an address that the gateway gave us, when it leads to the gateway itself and so may see our key; undefined
 * for all others.
 */
export function ownRoute(
  address: string,
  baseUrl: string,
): { route: string; query: Record<string, string> } | undefined {
  const url = URL.parse(address)
  const base = new URL(baseUrl)
  if (!url || url.username !== '' || url.password !== '') return undefined
  const isSameOrigin = url.origin === base.origin
  const isOwnHost = [url, base].every(
    ({ protocol, host }) => protocol === 'https:' && OWN_HOSTS.includes(host),
  )
  const prefix = base.pathname.replace(/\/$/, '')
  if (!(isSameOrigin || isOwnHost) || !url.pathname.startsWith(`${prefix}/`)) return undefined
  return { route: url.pathname.slice(prefix.length), query: Object.fromEntries(url.searchParams) }
}
