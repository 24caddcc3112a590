import { ServiceError } from './errors.ts'

/** Where a page ended: rows are in the order of these two. */
export interface Place {
  /** As ISO 8601. */
  createdAt: string
  id: string
}

export function encodeCursor(row: { createdAt: Date; id: string }): string {
  return Buffer.from(`${row.createdAt.toISOString()} ${row.id}`).toString('base64url')
}

/**
 * @param prefix what ids of this list begin with: `job`
 * @throws ServiceError `invalid_request`
 */
export function decodeCursor(cursor: string, prefix: string): Place {
  const [createdAt = '', id = '', ...more] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (more.length > 0 || !isMoment(createdAt) || !new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(id)) {
    throw new ServiceError('invalid_request', 'cursor is not one that this list gave out.', {
      param: 'cursor',
    })
  }
  return { createdAt, id }
}

/** @throws ServiceError `invalid_request` */
export function readLimit(limit = 20): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit
  throw new ServiceError('invalid_request', 'limit must be a whole number from 1 to 100.', { param: 'limit' })
}

/** As we write it: the database refuses the 30th of February, which JavaScript takes for the 2nd of March. */
function isMoment(text: string): boolean {
  const moment = new Date(text)
  return /^(?!0000)\d{4}-/.test(text) && !Number.isNaN(moment.getTime()) && moment.toISOString() === text
}

/**
 * A time as the database takes it; it knows no zone further than sixteen hours away, and no year 0.
 *
 * @throws ServiceError `invalid_request`
 */
export function readMoment(text: string, param: string): string {
  const moment = new Date(text)
  const year = moment.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) {
    throw new ServiceError('invalid_request', `${param} must be a time such as 2026-11-22T10:00:00Z.`, {
      param,
    })
  }
  return moment.toISOString()
}
