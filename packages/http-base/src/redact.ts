/** Blots out the given secrets and anything that looks like a key. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text
  // The longest first: one may be the beginning of another.
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    if (secret.length >= 4) clean = clean.replaceAll(secret, '[redacted]')
  }
  return (
    clean
      .replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]')
      // Addresses: a password before the host, a signature behind the path.
      .replaceAll(/(\w:\/\/)[^\s/@]+@/g, '$1[redacted]@')
      .replaceAll(/(\w:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]+/g, '$1?[redacted]')
      .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[redacted]')
      .replaceAll(/\b(?:sk|key|jt_live|jt_test)[-_][A-Za-z0-9_*-]{6,}/g, '[redacted]')
  )
}
