const JSON_TYPE = 'content-type: application/json'

/** An answer written by hand. Lines are header lines; the length is added. */
export function answer(status: string, lines: string[], body: string | Buffer): Buffer {
  return bare(status, [...lines, `content-length: ${Buffer.byteLength(body)}`], body)
}

/** The same without a length: the end of the connection is the end of the body. */
export function bare(status: string, lines: string[], body: string | Buffer = ''): Buffer {
  const head = [`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])
}

export function jsonAnswer(text: string, status = '200 OK', lines: string[] = []): Buffer {
  return answer(status, [JSON_TYPE, ...lines], text)
}

/** What a good forecast looks like. */
export const BLUE: Buffer = jsonAnswer('{"sky":"blue"}')

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
}

/** The head of an answer in chunks. */
export function chunkedHead(type: string, lines: string[] = []): Buffer {
  return bare('200 OK', [`content-type: ${type}`, 'transfer-encoding: chunked', ...lines])
}
