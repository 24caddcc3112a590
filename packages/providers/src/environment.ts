import { MockProvider } from './mock/provider.ts'
import type { BaseAIProvider } from './base-provider.ts'
import { createProviderRegistry, type ProviderRegistry } from './registry.ts'

/** The providers a process can offer. */
export function createProvidersFromEnvironment(
  _environment: Readonly<Record<string, string | undefined>>,
  options: { mock: boolean },
): ProviderRegistry {
  const providers: BaseAIProvider[] = []
  if (options.mock) providers.push(new MockProvider())
  return createProviderRegistry(providers)
}
