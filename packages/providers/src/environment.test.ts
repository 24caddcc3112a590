import { describe, expect, it } from 'vitest'
import { createProvidersFromEnvironment } from './environment.ts'

const vendorsOf = (environment: Record<string, string>, mock: boolean): string[] => [
  ...new Set(
    createProvidersFromEnvironment(environment, { mock })
      .list()
      .map(({ provider }) => provider.name),
  ),
]

describe('createProvidersFromEnvironment', () => {
  it('offers the vendors that have a key, and the mock where wanted', () => {
    expect(vendorsOf({}, true)).toEqual(['mock'])
    expect(vendorsOf({ RUNWAYML_API_SECRET: 'key_1', STABILITY_API_KEY: '  ' }, false)).toEqual(['runway'])
    const all = { RUNWAYML_API_SECRET: 'key_1', STABILITY_API_KEY: 'sk-1', AIHUBMIX_API_KEY: 'sk-1' }
    expect(vendorsOf(all, true).sort()).toEqual(['aihubmix', 'mock', 'runway', 'stability'])
  })

  it('names the setting that is wrong', () => {
    const environment = { AIHUBMIX_API_KEY: 'sk-1', AIHUBMIX_BASE_URL: 'nowhere' }
    expect(() => vendorsOf(environment, false)).toThrow(/AIHUBMIX_BASE_URL must be/)
  })

  it('has one price list for each id', () => {
    const environment = { RUNWAYML_API_SECRET: 'key_1', STABILITY_API_KEY: 'sk-1', AIHUBMIX_API_KEY: 'sk-1' }
    const registry = createProvidersFromEnvironment(environment, { mock: true })
    const ids = registry.list().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(JSON.parse(JSON.stringify(registry.list().map(({ model }) => model)))).toEqual(
      registry.list().map(({ model }) => model),
    )
  })
})
