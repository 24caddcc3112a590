interface Words {
  means: string
  /** What whoever reads it should do. */
  cure: string
  /** Whether SDKs send it again, where the status alone does not say so. */
  retry?: string
}

/** Every code that a caller of the HTTP API can read. A code without words stops the page from being written. */
export const CODES: Readonly<Record<string, Words>> = {
  missing_api_key: { means: 'no key was sent', cure: 'send `Authorization: Bearer …`' },
  invalid_api_key: { means: 'no such key', cure: 'correct the key' },
  key_revoked: { means: 'the key was taken back', cure: 'make a new one' },
  key_expired: { means: 'the key’s last day is over', cure: 'make a new one' },
  insufficient_scope: { means: 'the key may not do this', cure: 'use one that may' },
  admin_disabled: { means: 'the server has no admin key', cure: 'start it with `ADMIN_API_KEY`' },
  cross_origin: { means: 'a page of another site asked', cure: 'use the console’s own pages' },
  metrics_not_public: {
    means: 'metrics are for private addresses',
    cure: 'ask from one, or send the admin key',
  },
  invalid_request: { means: 'a field is wrong; `param` names it', cure: 'correct the field' },
  invalid_json: { means: 'the body is no JSON', cure: 'correct the body' },
  invalid_type: { means: 'the body is no object', cure: 'send an object' },
  url_not_allowed: { means: 'an address that must not be reached', cure: 'use a public https: address' },
  model_not_found: { means: 'no such model here', cure: 'look at `GET /v1/models`' },
  model_not_priced: { means: 'the model’s price is not known, so it is not sold', cure: 'use another model' },
  insufficient_credits: { means: 'less is available than it can cost', cure: 'buy credits, or ask for less' },
  spend_limit_reached: { means: 'the account’s limit of a day', cure: 'wait for tomorrow, or raise it' },
  not_found: { means: 'no such thing, or somebody else’s', cure: 'correct the id' },
  method_not_allowed: { means: 'the path exists, the method does not', cure: 'use one of `Allow`' },
  body_timeout: { means: 'the body did not arrive in time', cure: 'send it again' },
  request_timeout: { means: 'the request did not arrive in time', cure: 'send it again' },
  vendor_task_taken: { means: 'another job has this task of the vendor', cure: 'name the task of this job' },
  too_late: { means: 'the thing is past the point where this was possible', cure: 'look at its state' },
  limit_reached: { means: 'there are as many as there may be', cure: 'remove one' },
  idempotency_in_progress: {
    means: 'the first request with this key is still being answered',
    cure: 'wait as `Retry-After` says, then send the same again',
  },
  answer_not_kept: {
    means: 'the call with this key was answered and charged; its answer is not kept',
    cure: 'a new key, to ask and pay again',
  },
  idempotency_key_reuse: {
    means: 'the key was used for another request',
    cure: 'a new key for a new request',
  },
  video_not_ready: { means: 'the video is still being made', cure: 'look at `GET /v1/videos/{id}` first' },
  request_too_large: { means: 'the body is too large', cure: 'upload files first' },
  unsupported_media_type: {
    means: 'the type of the body or file is not accepted',
    cure: 'send one of those named',
  },
  range_not_satisfiable: { means: 'the range lies outside of the file', cure: 'ask within its length' },
  headers_too_large: { means: 'more than 16 kB of headers', cure: 'send less' },
  too_many_headers: { means: 'too many headers', cure: 'send fewer' },
  rate_limited: { means: 'too often, or too much at once', cure: 'wait as `Retry-After` says' },
  content_refused: { means: 'moderation of the vendor refused it', cure: 'change the content' },
  vendor_rejected: { means: 'the vendor could not do it', cure: 'change the input, or the model' },
  submission_outcome_unknown: {
    means: 'nobody knows whether the vendor took it; nothing is charged',
    cure: 'look at the job; once it failed, trying again is safe',
  },
  deadline_exceeded: { means: 'it was not done in time; nothing is charged', cure: 'try again' },
  result_unavailable: {
    means: 'the vendor finished, but its result could not be had; nothing is charged',
    cure: 'try again',
  },
  canceled: { means: 'it was cancelled', cure: '–' },
  job_still_running: {
    means: 'the wait is over, the job is not',
    cure: 'follow the job of `x-job-id`; sending again would pay twice',
  },
  vendor_unavailable: { means: 'the vendor surely did not take it', cure: 'wait as `Retry-After` says' },
  not_ready: {
    means: 'this server, its database or its storage is not ready',
    cure: 'wait as `Retry-After` says',
  },
  overloaded: { means: 'more is going on than this server takes', cure: 'wait as `Retry-After` says' },
  internal_error: {
    means: 'a defect of ours',
    cure: 'quote `x-request-id` when you ask about it',
    retry: 'reads only',
  },
}

/** What providers throw, for who uses `@jointo/providers` without the service. */
export const PROVIDER_CODES: Readonly<Record<string, string>> = {
  invalid_request: 'refused before anything was sent; `param` names the field',
  model_not_found: 'the provider has no such model',
  model_not_priced: 'its price is not known',
  content_refused: 'moderation refused the prompt or filtered the result; `billed` says whether it was paid',
  vendor_rejected: 'the vendor could not do it',
  vendor_unavailable: 'not reached, throttled, or no answer: `disposition` says which',
  result_unavailable: 'the vendor does not know the task, or its file is gone',
  not_supported: 'the provider cannot do that at all',
  aborted: 'your signal fired',
}
