import { z } from 'zod'

const errorObject = z.looseObject({
  message: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
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

/** Code and message of every error form that the gateway passes on. */
export function describeError(body: unknown): DescribedError | undefined {
  const parsed = errorBody.safeParse(body)
  if (!parsed.success) return undefined
  const { error, message } = parsed.data
  if (typeof error === 'string') return { message: error }
  if (error === undefined) return message === undefined ? undefined : { message }
  // Google repeats the number and puts the word into `status`; some upstreams put it into `type` and leave `code` out.
  const word = error.status ?? (error.type === '' ? undefined : error.type)
  const code = typeof error.code === 'string' && error.code !== '' ? error.code : (word ?? error.code)
  return { code: code === undefined ? undefined : String(code), message: error.message ?? message }
}

/**
 * HTTP 200 with an error in it: an `error`, or the account routes' `success: false`. Task objects have an `error` too,
 * beside their id or status: that is their outcome. A model's answer that failed as a whole is an error.
 */
export function isErrorInside(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false
  if ('success' in body && body.success === false) return true
  if (!('error' in body) || body.error === null || body.error === undefined || body.error === '') return false
  if ('choices' in body || ('object' in body && body.object === 'response')) return true
  return !isText(Reflect.get(body, 'id')) && !isText(Reflect.get(body, 'status'))
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
