import { describe, expect, test } from 'vitest'
import { localUrl, readApiSettings } from './settings.ts'

describe('readApiSettings', () => {
  test('has defaults for everything, and empty is absent', () => {
    const defaults = {
      host: '127.0.0.1',
      port: 8787,
      publicUrl: undefined,
      adminApiKey: undefined,
      logLevel: 'info',
    }
    expect(readApiSettings({})).toMatchObject(defaults)
    expect(
      readApiSettings({ HOST: '', PORT: ' ', PUBLIC_URL: '', ADMIN_API_KEY: '', LOG_LEVEL: '' }),
    ).toMatchObject(defaults)
  })

  test('waits for results less long than SDKs wait for headers', () => {
    expect(readApiSettings({}).resultWaitMs).toBeLessThan(600_000)
  })

  test('takes what is given', () => {
    const settings = readApiSettings({
      HOST: '::',
      PORT: '0',
      PUBLIC_URL: 'https://api.example.com/jointo/',
      ADMIN_API_KEY: 'operator-key-0123456789',
      LOG_LEVEL: 'debug',
      CORS_ALLOWED_ORIGINS: 'https://app.example.com, http://localhost:3000',
    })
    expect(settings).toMatchObject({
      host: '::',
      port: 0,
      publicUrl: 'https://api.example.com/jointo',
      adminApiKey: 'operator-key-0123456789',
      logLevel: 'debug',
      allowedOrigins: ['https://app.example.com', 'http://localhost:3000'],
    })
  })

  test.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'example.com'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['PUBLIC_URL', 'https://user:pw@example.com'],
    ['PUBLIC_URL', 'https://example.com/?a=1'],
    ['ADMIN_API_KEY', 'short'],
    ['ADMIN_API_KEY', 'with spaces in the middle of it'],
    ['LOG_LEVEL', 'loud'],
    ['BODY_MEMORY_MB', '63'],
    ['S3_PRESIGN', 'yes'],
    ['S3_PRESIGN', '1'],
    ['RATE_LIMIT_CREATES_PER_MINUTE', 'many'],
    ['RATE_LIMIT_STREAMS', '-1'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['REDIS_URL', 'redis:'],
    ['OVERLOAD_LAG_MS', 'fast'],
    ['SHUTDOWN_GRACE_SECONDS', '3601'],
    ['CORS_ALLOWED_ORIGINS', 'example.com'],
    ['CORS_ALLOWED_ORIGINS', 'https://app.example.com/'],
    ['CORS_ALLOWED_ORIGINS', 'https://app.example.com, null'],
  ])('%s=%s is refused in one line that names it', (name, value) => {
    expect(() => readApiSettings({ [name]: value })).toThrow(new RegExp(`^${name} .*: set it to .+$`))
  })
})

test('localUrl', () => {
  expect(localUrl('127.0.0.1', 80)).toBe('http://127.0.0.1:80')
  expect(localUrl('::1', 80)).toBe('http://[::1]:80')
})
