/** What a request counts as. */
export type RequestKind = 'creates' | 'calls' | 'reads'

/** Each makes a job that is paid for. */
const CREATES = new Set([
  '/v1/jobs',
  '/v1/videos',
  '/v1/images/generations',
  '/v1/images/edits',
  '/v1/audio/speech',
  '/v1/audio/transcriptions',
  '/v1/audio/translations',
])
const REMIX = /^\/v1\/videos\/[^/]+\/remix$/
/** Answered by the vendor while the caller waits, and paid for by use. */
const CALLS = new Set(['/v1/chat/completions', '/v1/embeddings'])

export function kindOf(method: string, path: string): RequestKind {
  if (method !== 'POST') return 'reads'
  if (CREATES.has(path) || REMIX.test(path)) return 'creates'
  return CALLS.has(path) ? 'calls' : 'reads'
}
