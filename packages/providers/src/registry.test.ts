import { describe, expect, it } from 'vitest'
import { mockCatalogue } from './mock/catalogue.ts'
import { MockProvider } from './mock/provider.ts'
import { createProviderRegistry } from './registry.ts'

describe('createProviderRegistry', () => {
  const registry = createProviderRegistry([new MockProvider()])

  it('finds full and bare names', () => {
    expect(registry.resolve('mock/image')).toMatchObject({ id: 'mock/image', model: { id: 'image' } })
    expect(registry.resolve('image').id).toBe('mock/image')
  })

  it('names the nearest when there is none', () => {
    expect(() => registry.resolve('mock/imgae')).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        message: expect.stringMatching(/mean mock\/image/),
      }),
    )
  })

  it('asks for the full name where several have it', () => {
    const two = createProviderRegistry({ mock: new MockProvider(), other: new MockProvider() })
    expect(() => two.resolve('image')).toThrow(/mean mock\/image, other\/image/)
    expect(two.resolve('other/image').id).toBe('other/image')
  })

  it('lists everything and gives providers by name', () => {
    expect(registry.list().map(({ id }) => id)).toEqual(mockCatalogue.map(({ id }) => `mock/${id}`))
    expect(registry.provider('mock')?.name).toBe('mock')
    expect(registry.provider('nobody')).toBeUndefined()
  })

  it('refuses two providers of one name', () => {
    expect(() => createProviderRegistry([new MockProvider(), new MockProvider()])).toThrow(/mock, mock/)
  })
})
