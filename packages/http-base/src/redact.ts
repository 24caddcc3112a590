/** Blots out the given secrets and anything that looks like a key. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, '[redacted]')
  return clean
    .replaceAll(/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [redacted]')
    .replaceAll(/\b(?:sk|key|jt_live|jt_test)[-_][A-Za-z0-9_*-]{6,}/g, '[redacted]')
}
