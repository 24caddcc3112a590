import type { TestS3 } from '@jointo/test-support'
import type { Secrets } from './secrets.ts'

/** All in seconds: the machine's clocks, short enough for faults to meet each of them. */
export const CLOCKS = { lease: 4, unknownWindow: 5, deadline: 60, drain: 8, resultPatience: 6 } as const

/** May be submitted a second time when nobody knows whether the vendor took it. */
export const RESUBMITTED = ['runway/gen4_image', 'stability/core']

export interface Addresses {
  databaseUrl: string
  s3Endpoint: string
  vendorsUrl: string
  dataDir: string
}

/** What APIs and workers are started with. */
export function sharedEnvironment(
  addresses: Addresses,
  s3: TestS3,
  secrets: Secrets,
): Record<string, string> {
  return {
    DATABASE_URL: addresses.databaseUrl,
    DATA_DIR: addresses.dataDir,
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: addresses.s3Endpoint,
    S3_REGION: s3.region,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_FORCE_PATH_STYLE: 'true',
    RUNWAYML_API_SECRET: secrets.runwayKey,
    RUNWAYML_BASE_URL: `${addresses.vendorsUrl}/runway`,
    STABILITY_API_KEY: secrets.stabilityKey,
    STABILITY_BASE_URL: `${addresses.vendorsUrl}/stability`,
    AIHUBMIX_API_KEY: secrets.aihubmixKey,
    AIHUBMIX_BASE_URL: `${addresses.vendorsUrl}/aihubmix/v1`,
    ADMIN_API_KEY: secrets.adminKey,
    MOCK_PROVIDER: 'on',
    ALLOW_PRIVATE_NETWORK: '1',
    LOG_LEVEL: 'debug',
    JOB_LEASE_SECONDS: String(CLOCKS.lease),
    JOB_UNKNOWN_WINDOW_SECONDS: String(CLOCKS.unknownWindow),
    JOB_DEADLINE_SECONDS: String(CLOCKS.deadline),
    JOB_RESULT_PATIENCE_SECONDS: String(CLOCKS.resultPatience),
    JOB_RESUBMIT_MODELS: RESUBMITTED.join(','),
    JOB_RESUBMIT_DAILY_CREDITS: '100000',
    JOB_RESUBMIT_MAX_UNKNOWN_RATE: '1',
    DIRECT_CALL_LEASE_SECONDS: String(CLOCKS.lease),
    // Few accounts order more than people do.
    RATE_LIMIT_CREATES_PER_MINUTE: '0',
    RATE_LIMIT_CALLS_PER_MINUTE: '0',
    RATE_LIMIT_READS_PER_MINUTE: '0',
    RATE_LIMIT_STREAMS: '0',
    // So many outcomes are made unknown that any sane limit would close the vendors.
    VENDOR_RISK_DAILY_CREDITS: '100000000',
    WORKER_DRAIN_SECONDS: String(CLOCKS.drain),
    WEBHOOK_RETRY_SECONDS: '0,1,1,1,2,2,2,3,3',
    WEBHOOK_LEASE_SECONDS: '5',
    WEBHOOK_TIMEOUT_SECONDS: '3',
    WEBHOOK_CONNECT_SECONDS: '2',
    WEBHOOK_PARALLEL: '10',
  }
}
