const MOST = 300

/** What a vendor said, fit for customers: one short line without markup, control characters and trace ids. */
export function customerText(text: string): string {
  const line = text
    .replaceAll(/<[^>]{0,500}>/g, ' ')
    .replaceAll(/\((?:tid|request id|trace)[^)]{0,100}\)/gi, '')
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length > MOST ? `${line.slice(0, MOST - 1)}…` : line
}
