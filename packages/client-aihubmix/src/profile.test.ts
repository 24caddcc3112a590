import { expect, it } from 'vitest'
import { resolveClientOptions } from './options.ts'
import { createProfile } from './profile.ts'

const profileOf = (baseUrl?: string): ReturnType<typeof createProfile> => {
  const { credentials, baseUrl: resolved } = resolveClientOptions(
    baseUrl === undefined ? { apiKey: 'k' } : { apiKey: 'k', baseUrl },
  )
  return createProfile({ ...credentials, baseUrl: resolved })
}

it('knows the second host only where the first is the vendor’s own', () => {
  expect(profileOf()).toMatchObject({ backupBaseUrl: 'https://api.inferera.com' })
  expect(profileOf('https://aihubmix.com/v1/')).toMatchObject({ backupBaseUrl: 'https://api.inferera.com' })
  expect(profileOf('https://proxy.example.com/v1')).not.toHaveProperty('backupBaseUrl')
  expect(profileOf('https://api.inferera.com')).not.toHaveProperty('backupBaseUrl')
})

it('sends a partner code only where there is one', () => {
  expect(profileOf().headers('k')).toEqual({ authorization: 'Bearer k', accept: 'application/json' })
  const coded = createProfile({ appCode: 'CODE1', manageKey: undefined, baseUrl: undefined })
  expect(coded.headers('k')).toMatchObject({ 'app-code': 'CODE1' })
})
