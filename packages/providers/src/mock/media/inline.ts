/** The bytes of a `data:` URL in base64; undefined for an address, since the mock never uses a network. */
export function readInline(url: string, mostCharacters: number = url.length): Buffer | undefined {
  const head = /^data:[^,]{0,200};base64,/i.exec(url)?.[0]
  if (head === undefined) return undefined
  return Buffer.from(url.slice(head.length, head.length + mostCharacters), 'base64')
}
