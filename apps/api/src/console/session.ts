import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { AppContext } from '../env.ts'
import type { Seal } from './seal.ts'

/** Whose key a session holds: an account's, or the operator's. A browser may have one of each. */
export const ROLES = ['account', 'operator'] as const
export type Role = (typeof ROLES)[number]

const COOKIES: Readonly<Record<Role, string>> = {
  account: 'jointo_console',
  operator: 'jointo_console_operator',
}
const HOURS = 12
const contentSchema = z.object({ role: z.enum(ROLES), key: z.string(), until: z.number() })

/**
 * Keeps a key in a cookie that no script can read, that is sent to the console and nowhere else, and of which the browser
 * knows nothing but sealed bytes. The key is still checked with every request: revoked, it is of no use.
 */
export function keepKey(c: AppContext, seal: Seal, role: Role, key: string): void {
  const until = Date.now() + HOURS * 3_600_000
  setCookie(c, COOKIES[role], seal.close(JSON.stringify({ role, key, until })), {
    ...place(c),
    maxAge: HOURS * 3_600,
  })
}

export function readKey(c: AppContext, seal: Seal, role: Role): string | undefined {
  const text = seal.open(getCookie(c, COOKIES[role]) ?? '')
  const content = text === undefined ? undefined : contentSchema.parse(JSON.parse(text))
  return content?.role === role && content.until > Date.now() ? content.key : undefined
}

export function forgetKey(c: AppContext, role: Role): void {
  deleteCookie(c, COOKIES[role], place(c))
}

function place(c: AppContext) {
  const secure = c.get('settings').publicUrl.startsWith('https:')
  return { path: '/console', httpOnly: true, sameSite: 'Strict', secure } as const
}
