import { InvalidArgumentError } from '@jointo/http-base'
import type { BaseAIProvider } from './base-provider.ts'
import { nearest } from './nearest.ts'
import { ProviderError } from './provider-error.ts'
import type { ModelInfo } from './spec/model-info.ts'

export interface ResolvedModel {
  /** `runway/gen4.5` */
  id: string
  provider: BaseAIProvider
  model: ModelInfo
}

/** The providers that are offered, by name. */
export interface ProviderRegistry {
  /**
   * `vendor/model`, or the bare name where one vendor alone has it.
   * @throws ProviderError `model_not_found` naming the nearest
   */
  resolve(id: string): ResolvedModel
  /** Every offered model, also those without a price. */
  list(): ResolvedModel[]
  /** A provider by its name, e.g. the one a stored job names. */
  provider(name: string): BaseAIProvider | undefined
  close(): Promise<void>
}

/** @example `createProviderRegistry([new MockProvider()]).resolve('mock/image')` */
export function createProviderRegistry(
  providers: Readonly<Record<string, BaseAIProvider>> | readonly BaseAIProvider[],
): ProviderRegistry {
  const entries: [string, BaseAIProvider][] = isList(providers)
    ? providers.map((provider) => [provider.name, provider])
    : Object.entries(providers)
  const byName = new Map(entries)
  if (byName.size < entries.length) {
    throw new InvalidArgumentError(
      `two providers have one name among ${entries.map(([name]) => name).join(', ')}`,
    )
  }
  const models = new Map<string, ResolvedModel>()
  for (const [name, provider] of byName) {
    for (const model of provider.models)
      models.set(`${name}/${model.id}`, { id: `${name}/${model.id}`, provider, model })
  }

  return {
    list: () => [...models.values()],
    provider: (name) => byName.get(name),
    close: async () => {
      await Promise.all([...byName.values()].map((provider) => provider.close()))
    },
    resolve(id) {
      const exact = models.get(id)
      if (exact) return exact
      const alike = [...models.values()].filter(({ model }) => model.id === id)
      const [only] = alike
      if (only && alike.length === 1) return only
      throw notFound(id, alike.length > 1 ? alike.map((found) => found.id) : nearest(id, [...models.keys()]))
    },
  }
}

function isList(
  providers: Readonly<Record<string, BaseAIProvider>> | readonly BaseAIProvider[],
): providers is readonly BaseAIProvider[] {
  return Array.isArray(providers)
}

function notFound(id: string, suggestions: string[]): ProviderError {
  const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : ' No model is offered.'
  return new ProviderError('model_not_found', `There is no model "${id.slice(0, 100)}".${hint}`, {
    param: 'model',
  })
}
