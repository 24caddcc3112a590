// The base
export { BaseHTTPClient } from './base-http-client.ts'
export type { ParsedRequestSpec, QueryValue, Reply, RequestSpec, StreamReply } from './requests.ts'
export type {
  CacheOptions,
  CacheStore,
  CallOptions,
  HTTPClientOptions,
  PoolOptions,
  RateLimit,
  RateLimitOptions,
  RequestRecord,
  RetryOptions,
  TimeoutOptions,
} from './options.ts'
export type { VendorProfile, VendorReply } from './vendor-profile.ts'
export type { FormFields, FormFile, FormValue } from './form.ts'
export type { ServerSentEvent } from './server-sent-events.ts'

// Tools for clients
export { batchesOf, BatchedSequence, eachBatch } from './batched-sequence.ts'
export { checkArguments } from './check-arguments.ts'
export { countCharacters, hasCharacters } from './characters.ts'
export { describeIssue } from './describe-issue.ts'
export { formatPath } from './format-path.ts'
export { path, Route } from './path.ts'
export { pollUntil, type PollOptions, type PollResult } from './poll.ts'
export { readEnv } from './env.ts'
export { redact } from './redact.ts'
export { silentLogger, type Logger } from './logger.ts'

// Guards for addresses that others gave us
export { createPublicLookup, type ResolveHost } from './public-address.ts'
export { isPrivateHost } from './vendor-url.ts'
export { UnsafeAddressError } from './body-errors.ts'

// Errors
export { isJointoError, JointoError, type Disposition, type RequestPhase } from './errors.ts'
export { InvalidArgumentError, OptionsError, PollTimeoutError } from './caller-errors.ts'
export {
  AbortError,
  ConnectionError,
  HTTPClientError,
  HTTPStatusError,
  InvalidResponseError,
  isHTTPClientError,
  RequestBodyError,
  ResponseTooLargeError,
  TimeoutError,
  type TimeoutLimit,
  UnsafeURLError,
  type CallFacts,
} from './http-client-error.ts'
