import { kindsOf, type ModelInfo, type PriceRate } from '../src/index.ts'
import type { CatalogueEntry } from './read-catalogue.ts'

export const COLUMNS = ['model', 'kind', 'price (credits)', 'limits', 'ends', 'checked', 'source'] as const

/** One line of the table for people. */
export function describe({ id, model }: CatalogueEntry): string[] {
  return [
    id,
    kindsOf(model).join(', '),
    model.price === undefined ? 'not known: not sold' : model.price.rates.map(describeRate).join('; '),
    describeLimits(model),
    describeEnd(model),
    model.price?.checked ?? '',
    model.price?.source ?? '',
  ]
}

function describeRate({ credits, per = 1, unit, when, minimum }: PriceRate): string {
  const units = unit.replace('_', ' ')
  const each = per === 1 ? `per ${units}` : `per ${per.toLocaleString('en')} ${units}s`
  const traits = Object.entries(when ?? {}).map(([trait, value]) =>
    value === true ? trait : value === false ? `no ${trait}` : value,
  )
  const least = minimum === undefined ? '' : `, at least ${minimum}`
  return `${credits} ${each}${least}${traits.length === 0 ? '' : ` (${traits.join(', ')})`}`
}

function describeLimits({ limits }: ModelInfo): string {
  const { durations, images, maxPromptLength, maxTextLength, sizes, aspectRatios, maxInputSeconds } = limits
  const parts = [
    durations &&
      ('min' in durations ? `${durations.min} to ${durations.max} s` : `${durations.join(', ')} s`),
    aspectRatios && `${aspectRatios.length} ratios`,
    sizes && `${sizes.length} sizes`,
    images && `${images.min === images.max ? images.min : `${images.min} to ${images.max}`} images`,
    maxInputSeconds !== undefined && `input up to ${maxInputSeconds} s`,
    maxPromptLength !== undefined && `prompt ${maxPromptLength.toLocaleString('en')}`,
    maxTextLength !== undefined && `text ${maxTextLength.toLocaleString('en')}`,
  ]
  return parts.filter((part) => typeof part === 'string').join(', ')
}

function describeEnd({ deprecation }: ModelInfo): string {
  if (deprecation === undefined) return ''
  return deprecation.successor === undefined
    ? deprecation.ends
    : `${deprecation.ends}, then ${deprecation.successor}`
}
