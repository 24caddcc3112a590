import { AIHubMixProvider, type AIHubMixProviderOptions } from './aihubmix/provider.ts'
import type { BaseAIProvider } from './base-provider.ts'
import { MockProvider, type MockProviderOptions } from './mock/provider.ts'
import { RunwayProvider, type RunwayProviderOptions } from './runway/provider.ts'
import { StabilityProvider, type StabilityProviderOptions } from './stability/provider.ts'

/** Settings by provider: each vendor's are its client's options. */
export interface ProviderSettings {
  mock: MockProviderOptions
  aihubmix: AIHubMixProviderOptions
  runway: RunwayProviderOptions
  stability: StabilityProviderOptions
}

export type ProviderName = keyof ProviderSettings

const factories: { readonly [Name in ProviderName]: (settings: ProviderSettings[Name]) => BaseAIProvider } = {
  aihubmix: (settings) => new AIHubMixProvider(settings),
  mock: (settings) => new MockProvider(settings),
  runway: (settings) => new RunwayProvider(settings),
  stability: (settings) => new StabilityProvider(settings),
}

export const PROVIDER_NAMES: readonly ProviderName[] = ['aihubmix', 'mock', 'runway', 'stability']

/** @example `createProvider('runway', { apiKey })` */
export function createProvider<Name extends ProviderName>(
  name: Name,
  settings: ProviderSettings[Name],
): BaseAIProvider {
  return factories[name](settings)
}
