import { isUtf8 } from 'node:buffer'
import type { AppContext } from '../env.ts'
import { ApiError, invalidRequest, unreadableForm } from '../errors/api-error.ts'

/** What a part says about itself. */
const MAX_HEADER_BYTES = 16 * 1024
const DASHES = Buffer.from('--')
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i
/** The one spelling that the router takes for a form. */
const PLAIN = /^multipart\/form-data; ?boundary=[^\s";]+$/i

/** Looks at a form before it is parsed: each part costs far more than its bytes. */
export async function checkForm(c: AppContext, body: Buffer, mostParts: number): Promise<void> {
  const type = c.req.header('content-type') ?? ''
  const [, quoted, bare] = BOUNDARY.exec(type) ?? []
  const boundary = quoted ?? bare
  if (boundary === undefined) {
    throw new ApiError(400, 'invalid_request', 'Content-Type: the boundary is missing', {
      param: 'Content-Type',
    })
  }
  refuseParts(body, boundary, mostParts)
  if (PLAIN.test(type)) return
  c.req.bodyCache.formData = await parse(body, boundary)
  c.req.raw.headers.set('content-type', 'multipart/form-data')
}

function refuseParts(body: Buffer, boundary: string, most: number): void {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first one may stand at the very beginning.
  const first = body.indexOf(delimiter.subarray(2)) === 0 ? -2 : body.indexOf(delimiter)
  let count = 0
  let hasEnd = false
  for (let at = first, begin = 0; at !== -1; at = body.indexOf(delimiter, begin)) {
    begin = at + delimiter.length
    // The last one ends the last part.
    if (body.subarray(begin, begin + 2).equals(DASHES)) {
      hasEnd = true
      continue
    }
    count += 1
    if (count > most) throw new ApiError(400, 'invalid_request', `The form has more than ${most} fields`)
    const head = body.subarray(begin, begin + MAX_HEADER_BYTES)
    if (head.length === MAX_HEADER_BYTES && !head.includes('\r\n\r\n'))
      throw new ApiError(400, 'invalid_request', 'The form has a field with headers of more than 16 kB')
    refuseOtherText(body.subarray(begin), delimiter)
  }
  if (first === -1)
    throw new ApiError(
      400,
      'invalid_request',
      `The boundary --${boundary} that Content-Type names is nowhere in the body: let your HTTP client set the header`,
      { param: 'Content-Type' },
    )
  if (!hasEnd)
    throw new ApiError(400, 'invalid_request', `The form is cut off: it must end with --${boundary}--`)
  if (count === 0) throw new ApiError(400, 'invalid_request', 'The form has no fields')
}

/** A field is read as UTF-8, whatever it is: what was no words, or others, must not be bought as them. */
function refuseOtherText(part: Buffer, delimiter: Buffer): void {
  const start = part.indexOf('\r\n\r\n')
  const head = part.subarray(0, start).toString()
  if (start === -1 || /;\s*filename\*?=/i.test(head)) return
  const end = part.indexOf(delimiter, start)
  const text = part.subarray(start, end === -1 ? undefined : end)
  const fault = faultOf(text)
  if (fault === undefined) return
  const name = /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? 'a field'
  throw invalidRequest(name, `${fault}; the part of a file needs a filename`)
}

function faultOf(text: Buffer): string | undefined {
  if (!isUtf8(text)) return 'is not valid UTF-8'
  return text.includes(0) ? 'contains a NUL character' : undefined
}

async function parse(body: Buffer, boundary: string): Promise<FormData> {
  const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` }
  try {
    return await new Response(new Uint8Array(body), { headers }).formData()
  } catch {
    throw unreadableForm()
  }
}
