import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** 256 random bits, as Standard Webhooks writes them. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64')
}

export interface SignedMessage {
  /** The same on every attempt. */
  id: string
  /** Seconds since 1970, of this attempt. */
  timestamp: number
  body: Uint8Array
}

/**
 * The three headers of Standard Webhooks, signed over the very bytes that are sent. With several secrets (a rotation
 * that overlaps) there is a signature by each; one that fits is enough for the receiver.
 */
export function signatureHeaders(message: SignedMessage, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': secrets.map((secret) => sign(message, secret)).join(' '),
  }
}

function sign({ id, timestamp, body }: SignedMessage, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return `v1,${digest}`
}
