import { ProviderError } from './provider-error.ts'
import type { Warning } from './spec/generation.ts'
import type { ModelInfo } from './spec/model-info.ts'

const DAY_MS = 86_400_000
/** How long before its end a model is sold with a warning. */
const NOTICE_DAYS = 90

/** @throws ProviderError `model_not_found` once the vendor has ended the model */
export function refuseEnded(model: ModelInfo, now: number = Date.now()): void {
  const { deprecation } = model
  if (deprecation === undefined || daysLeft(deprecation.ends, now) > 0) return
  throw new ProviderError(
    'model_not_found',
    `${model.id} was ended on ${deprecation.ends}.${useInstead(deprecation.successor)}`,
    { param: 'model' },
  )
}

/** What a customer should know of a model that ends soon. */
export function warnOfEnd(model: ModelInfo, now: number = Date.now()): Warning[] {
  const { deprecation } = model
  if (deprecation === undefined || daysLeft(deprecation.ends, now) > NOTICE_DAYS) return []
  const message = `${model.id} ends on ${deprecation.ends}.${useInstead(deprecation.successor)}`
  return [{ code: 'model_ending', message, param: 'model' }]
}

function daysLeft(ends: string, now: number): number {
  return (Date.parse(ends) - now) / DAY_MS
}

function useInstead(successor: string | undefined): string {
  return successor === undefined ? '' : ` Use ${successor} instead.`
}
