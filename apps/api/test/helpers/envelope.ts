import { expect } from 'vitest'
import { z } from 'zod'

/** Strict clients need exactly these four keys. */
const envelopeSchema = z.strictObject({
  error: z.strictObject({
    message: z.string().min(1),
    type: z.string().min(1),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
})

/** What has to hold for every error reply on every route; gives the error. */
export async function readError(response: Response): Promise<z.infer<typeof envelopeSchema>['error']> {
  const text = await response.text()
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(text).not.toMatch(/ {4}at |node_modules|\.ts:\d/)
  return envelopeSchema.parse(JSON.parse(text)).error
}

/** Status, code and param in one object, for short assertions. */
export async function errorOf(
  response: Response,
): Promise<{ status: number; code: string | null; param: string | null }> {
  const { code, param } = await readError(response)
  return { status: response.status, code, param }
}

/** Nothing is told of the database, which is well, and clients know when to come again. */
export async function expectStorageIsNamed(response: Response): Promise<void> {
  const { message, code } = await readError(response)
  expect({ message, code, status: response.status }).toEqual({
    message: 'The storage of files can not be reached now. Try again shortly.',
    code: 'not_ready',
    status: 503,
  })
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
}
