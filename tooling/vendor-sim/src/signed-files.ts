import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { VendorRefusal, type VendorContext, type VendorReply } from './vendor.ts'

const secret = randomBytes(32)

const sign = (path: string): string => createHmac('sha256', secret).update(path).digest('base64url')

/** An address as object stores presign them: the signature is the only key it needs. */
export const signedPath = (path: string): string => `${path}?_jwt=${sign(path)}`

/** @throws VendorRefusal without the right signature, and, as presigned stores do, with a key beside it. */
export function checkSignature(c: VendorContext): void {
  if (c.req.header('authorization') !== undefined) {
    throw new VendorRefusal(storeError(400, 'InvalidArgument', 'Only one auth mechanism allowed'))
  }
  const expected = Buffer.from(sign(c.req.path))
  const given = Buffer.from(c.req.query('_jwt') ?? '')
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new VendorRefusal(storeError(403, 'AccessDenied', 'Access Denied'))
  }
}

export const noSuchFile = (): VendorReply => storeError(404, 'NoSuchKey', 'The specified key does not exist.')

function storeError(status: number, code: string, message: string): VendorReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, body, headers: { 'content-type': 'application/xml' } }
}
