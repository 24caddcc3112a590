import { formatCredits, kindsOf, parseCredits, type PriceRate, type ResolvedModel } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { asRequestError } from '../provider-errors.ts'
import type { OfferedModel } from '../types.ts'

export function listModels(context: ServiceContext): OfferedModel[] {
  return context.providers.list().map(presentModel)
}

export function getModel(context: ServiceContext, id: string): OfferedModel {
  try {
    return presentModel(context.providers.resolve(id))
  } catch (error) {
    throw asRequestError(error)
  }
}

function presentModel({ id, provider, model }: ResolvedModel): OfferedModel {
  return {
    id,
    provider: provider.name,
    title: model.title,
    description: model.description,
    kinds: [...kindsOf(model)],
    available: model.price !== undefined,
    limits: { ...model.limits },
    price:
      model.price === undefined
        ? null
        : { currency: 'credits', checked: model.price.checked, rates: model.price.rates.map(presentRate) },
  }
}

function presentRate(rate: PriceRate): Record<string, unknown> {
  return {
    unit: rate.unit,
    credits: formatCredits(parseCredits(rate.credits)),
    per: rate.per ?? 1,
    ...(rate.when === undefined ? {} : { when: rate.when }),
    description: rate.description,
  }
}
