/**
 * What browsers are told on every answer, where a route says nothing else: take it for what it says it is, keep no copy, run and
 * load nothing, stand in no frame, tell nobody the address.
 */
export const BROWSER_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}
