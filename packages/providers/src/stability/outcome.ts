import type { GeneratedFile, GenerationOutcome, RejectedFile } from '@jointo/client-stability'
import { ProviderError } from '../provider-error.ts'
import type { ProducedFile, Warning } from '../spec/generation.ts'

/**
 * The files that are of use. A filtered picture is blurred beyond use. The vendor bills it, so it is no case of "not
 * accepted"; the customer pays nothing for it.
 *
 * @throws ProviderError `content_refused` or `vendor_rejected` when nothing is of use
 */
export function filesOf(outcomes: readonly GenerationOutcome[]): {
  files: ProducedFile[]
  warnings: Warning[]
} {
  const files = outcomes.flatMap((one) =>
    one.outcome === 'succeeded' ? [{ bytes: one.bytes, mediaType: one.mediaType }] : [],
  )
  if (files.length === 0) throw refusalOf(outcomes)
  const lost = outcomes.length - files.length
  if (lost === 0) return { files, warnings: [] }
  const message = `${lost} of ${outcomes.length} pictures were filtered or failed, and are not charged.`
  return { files, warnings: [{ code: 'fewer_results', message, param: 'input.n' }] }
}

/** @throws ProviderError as `filesOf` */
export function fileOf(outcome: GenerationOutcome): GeneratedFile {
  if (outcome.outcome === 'succeeded') return outcome
  throw refusalOf([outcome])
}

function refusalOf(outcomes: readonly GenerationOutcome[]): ProviderError {
  const rejected = outcomes.filter((one): one is RejectedFile => one.outcome !== 'succeeded')
  const filtered = rejected.find(({ outcome }) => outcome === 'filtered')
  if (filtered !== undefined) {
    const vendorCode = filtered.finishReason
    // The API reference (v2beta, finish reasons) counts it as a successful generation: it takes its credits.
    return new ProviderError('content_refused', 'Stability AI filtered the result.', {
      vendorCode,
      billed: true,
    })
  }
  const vendorCode = rejected[0]?.finishReason
  return new ProviderError('vendor_rejected', `Stability AI ended with ${vendorCode ?? 'no result'}.`, {
    vendorCode,
  })
}
