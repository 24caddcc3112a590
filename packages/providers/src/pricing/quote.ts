import { ProviderError } from '../provider-error.ts'
import type { Usage } from '../spec/generation.ts'
import type { ModelInfo, PriceRate, PriceUnit } from '../spec/model-info.ts'
import { parseCredits, type Microcredits } from './credits.ts'

export interface QuoteLine {
  description: string
  quantity: number
  /** `second`, `1000 characters` */
  unit: string
  unitAmount: Microcredits
  amount: Microcredits
}

/** The most a request can cost, and how that was worked out. */
export interface Quote {
  amount: Microcredits
  lines: QuoteLine[]
}

/** What decides between the rates of a price list: `{ audio: true, resolution: '720p' }`. */
export type PriceTraits = Readonly<Record<string, string | boolean>>

const USAGE_OF_UNIT: Record<Exclude<PriceUnit, 'request'>, keyof Usage> = {
  image: 'images',
  second: 'seconds',
  character: 'characters',
  step: 'steps',
  input_token: 'input_tokens',
  output_token: 'output_tokens',
}

/**
 * What `usage` of a model costs. Each line is rounded up to a whole microcredit.
 * @throws ProviderError `model_not_priced` when no rate of the model fits the request
 */
export function calculateQuote(model: ModelInfo, usage: Usage, traits: PriceTraits = {}): Quote {
  const rates = (model.price?.rates ?? []).filter((rate) => fits(rate, traits))
  if (rates.length === 0) {
    throw new ProviderError(
      'model_not_priced',
      `The price of ${model.id} is not known, so it cannot be sold.`,
      {
        param: 'model',
      },
    )
  }
  const lines = rates.map((rate) => quoteLine(rate, quantityOf(rate, usage)))
  return { lines, amount: lines.reduce((sum, line) => sum + line.amount, 0n) }
}

function fits(rate: PriceRate, traits: PriceTraits): boolean {
  return Object.entries(rate.when ?? {}).every(([trait, value]) => traits[trait] === value)
}

function quantityOf({ unit, minimum = 0 }: PriceRate, usage: Usage): number {
  return unit === 'request' ? 1 : Math.max(usage[USAGE_OF_UNIT[unit]] ?? 0, minimum)
}

/** A rate is asked for with each call, and an amount takes as long to read as all else here. */
const unitAmounts = new WeakMap<PriceRate, { credits: string; amount: Microcredits }>()

function unitAmountOf(rate: PriceRate): Microcredits {
  const known = unitAmounts.get(rate)
  if (known?.credits === rate.credits) return known.amount
  const amount = parseCredits(rate.credits)
  unitAmounts.set(rate, { credits: rate.credits, amount })
  return amount
}

function quoteLine(rate: PriceRate, quantity: number): QuoteLine {
  const per = rate.per ?? 1
  const unitAmount = unitAmountOf(rate)
  // Quantities count in millionths, so that 2.5 seconds stay exact in whole numbers.
  const millionths = BigInt(Math.round(quantity * 1_000_000))
  const divisor = BigInt(per) * 1_000_000n
  const amount = (millionths * unitAmount + divisor - 1n) / divisor
  const unit = rate.unit.replace('_', ' ')
  return {
    description: rate.description,
    quantity: quantity / per,
    unit: per === 1 ? unit : `${per} ${unit}s`,
    unitAmount,
    amount,
  }
}
