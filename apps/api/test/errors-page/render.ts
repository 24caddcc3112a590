import type { ServiceErrorCode } from '@jointo/ai-service'
import { markdownTable } from '@jointo/test-support'
import { isServiceErrorCode, answerFor } from '../../src/errors/service-errors.ts'
import { readApiErrors, readErrorClasses, readUnion } from './read-sources.ts'
import { CODES, PROVIDER_CODES } from './words.ts'

const EXAMPLE = {
  error: {
    message: 'n: must be 1 to 10',
    type: 'invalid_request_error',
    param: 'n',
    code: 'invalid_request',
  },
}

interface Row {
  code: string
  status: number
  type: string
  retry: string
}

/** The page about every error, from the code that throws them. */
export async function renderErrorsPage(): Promise<string> {
  return `${[
    '# Errors',
    'Generated from the sources by `pnpm docs:write`; a test fails when this page is out of date.',
    '## From the HTTP API',
    'Every answer that is not 2xx, on every route, has the envelope of OpenAI, so that their SDKs read it:',
    ['```json', JSON.stringify(EXAMPLE, undefined, 2), '```'].join('\n'),
    '`code` is stable and made for programs, `message` is for people, `param` names the field as you wrote it. `x-request-id` is on every reply.',
    markdownTable(
      ['Status', 'Code', 'Type', 'Means', 'What to do', 'Sent again by SDKs'],
      (await apiRows()).map(({ status, code, type, retry }) => {
        const words = CODES[code]
        if (words === undefined) throw new Error(`test/errors-page/words.ts has no words for ${code}`)
        return [String(status), `\`${code}\``, type, words.means, words.cure, words.retry ?? retry]
      }),
    ),
    'SDKs send 408, 409, 429 and 5xx again by themselves, unless `x-should-retry: false` is there. So whatever a vendor may already have been paid for is a 422, and only what is certain to be unpaid is a 503.',
    '## Of a job',
    'A job that failed or was cancelled says why in `error: { code, message, safe_to_retry }`, with the same codes. `safe_to_retry` says that a new job can be made without paying twice for the first. What each of them costs: [money.md](money.md).',
    '## From the service',
    '`@jointo/ai-service` throws `ServiceError` with the same codes, `param` and `retryAfterMs`; `SettingsError` (`invalid_settings`) at the start, one line per wrong variable.',
    '## From providers',
    '`@jointo/providers` throws `ProviderError` and nothing else; recognise it with `isProviderError`.',
    markdownTable(
      ['Code', 'Means'],
      (await readUnion('packages/providers/src/provider-error.ts', 'ProviderErrorCode')).map((code) => {
        const means = PROVIDER_CODES[code]
        if (means === undefined) throw new Error(`test/errors-page/words.ts has no words for ${code}`)
        return [`\`${code}\``, means]
      }),
    ),
    '`disposition` says what may have been paid: `not_sent` (no byte left this process), `throttled` and `rejected` (surely not taken), `ambiguous` (nobody knows; never send it again by yourself).',
    '## From clients',
    'Recognise them with `isHTTPClientError` or by `code`, not with `instanceof`: packages are installed apart, so there may be two copies of a class.',
    markdownTable(['Code', 'Class', 'Package', 'Means'], await clientRows()),
    'Calls that were on the wire also carry `phase` (`not_sent`, `sent_no_reply`, `replied`), `disposition`, `attempt`, `status`, `requestId`, `retryAfterMs` and what the vendor said, without keys.',
  ].join('\n\n')}\n`
}

async function apiRows(): Promise<Row[]> {
  const service = await readUnion('packages/ai-service/src/errors.ts', 'ServiceErrorCode')
  const rows = new Map<string, Row>()
  for (const code of service) {
    if (!isServiceErrorCode(code)) throw new Error(`service-errors.ts has no answer for ${code}`)
    rows.set(code, rowOf(code))
  }
  for (const { status, code } of await readApiErrors())
    if (!rows.has(code)) rows.set(code, { code, status, type: typeOf(status), retry: sentAgain(status) })
  return [...rows.values()].toSorted((a, b) => a.status - b.status || a.code.localeCompare(b.code))
}

function rowOf(code: ServiceErrorCode): Row {
  const { status, type, headers } = answerFor(code, '')
  const retry = headers['x-should-retry'] === 'false' ? 'no' : sentAgain(status)
  return { code, status, type, retry }
}

const typeOf = (status: number): string => {
  if (status === 403) return 'permission_error'
  if (status === 408) return 'timeout_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

const sentAgain = (status: number): string =>
  [408, 409, 429].includes(status) || status >= 500 ? 'yes' : 'no'

async function clientRows(): Promise<string[][]> {
  const folders = ['http-base', 'client-aihubmix', 'client-stability', 'client-runway']
  const classes = await Promise.all(folders.map((folder) => readErrorClasses(`packages/${folder}`)))
  return classes
    .flat()
    .flatMap(({ name, from, codes }) =>
      codes.map(({ code, means }) => [`\`${code}\``, `\`${name}\``, from.replace('@jointo/', ''), means]),
    )
}
