/** An answer of the API that is no success, or none at all. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly status: number
  readonly code: string
  readonly param: string | undefined
  /** What was asked. */
  readonly url: string | undefined

  constructor(status: number, code: string, message: string, param?: string, url?: string) {
    super(message)
    this.status = status
    this.code = code
    this.param = param
    this.url = url
  }
}

export const isFailure = (error: unknown, code?: string): error is ApiFailure =>
  error instanceof ApiFailure && (code === undefined || error.code === code)

/** The envelope of the API, or a sentence of our own where something else answered. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  const { status, url } = response
  const text = await response.text().catch(() => '')
  const error = readEnvelope(text) ?? { message: `The server answered ${status}.` }
  return new ApiFailure(status, error.code ?? 'unexpected', error.message, error.param ?? undefined, url)
}

interface Envelope {
  message: string
  code?: string | null
  param?: string | null
}

function readEnvelope(text: string): Envelope | undefined {
  try {
    const body: { error?: Envelope } = JSON.parse(text)
    return typeof body.error?.message === 'string' ? body.error : undefined
  } catch {
    return undefined
  }
}
