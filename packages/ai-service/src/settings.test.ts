import { expect, it } from 'vitest'
import { readServiceSettings, SettingsError } from './settings.ts'

const database = { DATABASE_URL: 'postgres://localhost/jointo' }

it('needs nothing but a database', () => {
  const settings = readServiceSettings(database)
  expect(settings).toMatchObject({
    workerConcurrency: 50,
    jobs: { leaseSeconds: 75, unknownWindowSeconds: 900, deadlineSeconds: 3_600 },
    mockProvider: false,
    s3: undefined,
    unknown: {
      resubmitModels: [],
      resubmitDailyBudget: 0n,
      resubmitMaxRate: 0.005,
      operatorAbove: undefined,
      operatorWindowSeconds: 86_400,
    },
  })
})

it('reads who may be submitted a second time, and what people decide', () => {
  const { unknown } = readServiceSettings({
    ...database,
    JOB_RESUBMIT_MODELS: 'mock/image, runway/gen4.5',
    JOB_RESUBMIT_DAILY_CREDITS: '2.5',
    JOB_RESUBMIT_MAX_UNKNOWN_RATE: '0.1',
    JOB_OPERATOR_ABOVE_CREDITS: '500',
    JOB_OPERATOR_WINDOW_SECONDS: '60',
  })
  expect(unknown).toEqual({
    resubmitModels: ['mock/image', 'runway/gen4.5'],
    resubmitDailyBudget: 2_500_000n,
    resubmitMaxRate: 0.1,
    operatorAbove: 500_000_000n,
    operatorWindowSeconds: 60,
  })
})

it('offers the mock when everything is embedded, unless told otherwise', () => {
  expect(readServiceSettings({ ...database, JOINTO_EMBEDDED: '1' }).mockProvider).toBe(true)
  expect(readServiceSettings({ ...database, JOINTO_EMBEDDED: '1', MOCK_PROVIDER: 'off' }).mockProvider).toBe(
    false,
  )
  expect(readServiceSettings({ ...database, MOCK_PROVIDER: 'on' }).mockProvider).toBe(true)
})

it('says once what is wrong with a number that is far too large', () => {
  expect(() => readServiceSettings({ ...database, WORKER_CONCURRENCY: '99999999999999999999' })).toThrow(
    /^WORKER_CONCURRENCY is "9+": must be a whole number from 1 to 1000\. Correct it [^\n]*$/,
  )
})

it('takes no notice of spaces around a value', () => {
  const settings = readServiceSettings({
    ...database,
    MOCK_PROVIDER: ' on ',
    S3_BUCKET: ' b ',
    S3_FORCE_PATH_STYLE: 'false\n',
    API_KEY_ENVIRONMENT: ' live',
    WEBHOOK_RETRY_SECONDS: ' 5, 300 ',
  })
  expect(settings).toMatchObject({
    mockProvider: true,
    s3: { bucket: 'b', forcePathStyle: false },
    apiKeyEnvironment: 'live',
    webhooks: { retrySeconds: [5, 300] },
  })
})

it('takes empty for absent', () => {
  expect(readServiceSettings({ ...database, WORKER_CONCURRENCY: ' ', S3_BUCKET: '' }).workerConcurrency).toBe(
    50,
  )
})

it.each([
  [{}, 'DATABASE_URL is not set'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with'],
  [
    { ...database, WORKER_CONCURRENCY: 'many' },
    'WORKER_CONCURRENCY is "many": must be a whole number from 1 to 1000.',
  ],
  [{ ...database, JOB_LEASE_SECONDS: '0' }, 'JOB_LEASE_SECONDS'],
  [{ ...database, JOB_RESUBMIT_MODELS: 'image' }, 'JOB_RESUBMIT_MODELS is "image": must be a list such as'],
  [
    { ...database, JOB_RESUBMIT_DAILY_CREDITS: '-1' },
    'JOB_RESUBMIT_DAILY_CREDITS is "-1": must be an amount',
  ],
  [{ ...database, JOB_RESUBMIT_MAX_UNKNOWN_RATE: '2' }, 'must be a share from 0 to 1'],
  [{ ...database, JOB_OPERATOR_ABOVE_CREDITS: 'lots' }, 'JOB_OPERATOR_ABOVE_CREDITS'],
  [{ ...database, MOCK_PROVIDER: 'yes' }, 'MOCK_PROVIDER is "yes": must be on or off.'],
  [{ ...database, S3_FORCE_PATH_STYLE: 'yes' }, 'S3_FORCE_PATH_STYLE is "yes": must be true or false.'],
  [
    { ...database, S3_BUCKET: 's3://jointo' },
    'S3_BUCKET is "s3://jointo": must be the name of a bucket alone',
  ],
  [{ ...database, S3_REGION: 'us east' }, 'S3_REGION is "us east": must be a region such as'],
  [{ ...database, ASSET_RETENTION_DAYS: '0' }, 'ASSET_RETENTION_DAYS is "0": must be a whole number of days'],
  [{ ...database, INPUT_RETENTION_DAYS: 'never' }, 'INPUT_RETENTION_DAYS is "never": must be a whole number'],
  [{ ...database, JOB_STORING_GRACE_SECONDS: '0' }, 'JOB_STORING_GRACE_SECONDS'],
  [{ ...database, JOB_RESULT_PATIENCE_SECONDS: '0' }, 'JOB_RESULT_PATIENCE_SECONDS'],
  [{ ...database, S3_ENDPOINT: 'http://localhost:9000' }, 'S3_BUCKET is not'],
  [{ ...database, S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a' }, 'belong together'],
  [
    { ...database, S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' },
    'S3_ACCESS_KEY_ID is set but S3_BUCKET',
  ],
  [{ ...database, S3_BUCKET: 'b', S3_ENDPOINT: 'http://minio:9000' }, 'S3_ENDPOINT is set without S3_ACCESS'],
  [{ ...database, S3_BUCKET: 'b', S3_ENDPOINT: 'minio:9000' }, 'S3_ENDPOINT must be an address'],
  [{ ...database, RUNWAYML_BASE_URL: 'api.dev.runwayml.com' }, 'RUNWAYML_BASE_URL must be an address'],
  [{ ...database, AIHUBMIX_BASE_URL: 'aihubmix.com' }, 'such as https://aihubmix.com/v1: set it'],
  [{ ...database, STABILITY_BASE_URL: 'http://' }, 'such as https://api.stability.ai: set it'],
  [{ ...database, REDIS_URL: '127.0.0.1:6379' }, 'REDIS_URL must be an address such as redis://'],
  [{ DATABASE_URL: 'postgres://user:word@localhost:5432' }, 'DATABASE_URL names no database'],
])('names the variable and the cure for %o', (environment, text) => {
  expect(() => readServiceSettings(environment)).toThrow(SettingsError)
  expect(() => readServiceSettings(environment)).toThrow(text)
})

it('addresses other servers than AWS by path', () => {
  const keys = { S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' }
  const s3 = readServiceSettings({
    ...database,
    ...keys,
    S3_BUCKET: 'b',
    S3_ENDPOINT: 'http://localhost:9000',
  }).s3
  expect(s3).toMatchObject({ bucket: 'b', forcePathStyle: true, region: 'us-east-1' })
  expect(readServiceSettings({ ...database, S3_BUCKET: 'b' }).s3?.forcePathStyle).toBe(false)
})
