import { OptionsError, type HTTPClientOptions } from '@jointo/http-base'
import { AIHubMixProvider } from './aihubmix/provider.ts'
import type { BaseAIProvider } from './base-provider.ts'
import { MockProvider } from './mock/provider.ts'
import { createProviderRegistry, type ProviderRegistry } from './registry.ts'
import { RunwayProvider } from './runway/provider.ts'
import { StabilityProvider } from './stability/provider.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface EnvironmentOptions {
  /** Offer the mock as well. */
  mock: boolean
  /** Passed to every vendor's client. The service sets `retry.maxAttempts: 1`: its job machine owns repeats. */
  client?: Omit<HTTPClientOptions, 'apiKey' | 'baseUrl'>
}

/** Each vendor, the variables of its key and its address, and how it is made. */
const vendors: readonly [
  key: string,
  address: string,
  make: (options: HTTPClientOptions) => BaseAIProvider,
][] = [
  ['AIHUBMIX_API_KEY', 'AIHUBMIX_BASE_URL', (options) => new AIHubMixProvider(options)],
  ['RUNWAYML_API_SECRET', 'RUNWAYML_BASE_URL', (options) => new RunwayProvider(options)],
  ['STABILITY_API_KEY', 'STABILITY_BASE_URL', (options) => new StabilityProvider(options)],
]

/**
 * The providers a process can offer: a vendor without its key is not among them. With `REDIS_URL` all processes share the
 * vendors' rate limits.
 *
 * @throws OptionsError that names a setting which is wrong
 */
export function createProvidersFromEnvironment(
  environment: Environment,
  options: EnvironmentOptions,
): ProviderRegistry {
  const providers: BaseAIProvider[] = options.mock ? [new MockProvider()] : []
  const client = withSharedLimits(options.client, read(environment, 'REDIS_URL'))
  for (const [keyVariable, addressVariable, make] of vendors) {
    const apiKey = read(environment, keyVariable)
    const baseUrl = read(environment, addressVariable)
    if (apiKey !== undefined)
      providers.push(make({ ...client, apiKey, ...(baseUrl === undefined ? {} : { baseUrl }) }))
  }
  return createProviderRegistry(providers)
}

function read(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim()
  return value === '' ? undefined : value
}

function withSharedLimits(
  client: EnvironmentOptions['client'],
  redisUrl: string | undefined,
): EnvironmentOptions['client'] {
  if (redisUrl === undefined) return client
  if (!/^rediss?:\/\//.test(redisUrl)) {
    throw new OptionsError('REDIS_URL must begin with redis:// or rediss://: correct it or remove it.')
  }
  return { ...client, rateLimit: { ...client?.rateLimit, redisUrl } }
}
