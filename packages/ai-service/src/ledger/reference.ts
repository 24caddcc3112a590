import { ServiceError } from '../errors.ts'

/** Under this the ledger keeps references of its own. */
const OWN = /^orphan:/

/** @throws ServiceError `invalid_request` */
export function checkReference(reference: string | undefined): void {
  if (reference === undefined || !OWN.test(reference)) return
  throw new ServiceError('invalid_request', 'reference must not begin with "orphan:".', {
    param: 'reference',
  })
}

export const referenceReused = (): ServiceError =>
  new ServiceError(
    'idempotency_key_reuse',
    'This reference was used for another amount, account or purpose: use a new one.',
    { param: 'reference' },
  )
