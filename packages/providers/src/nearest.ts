/** The three candidates that look most like `word`. */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const wanted = word.slice(0, 100).toLowerCase()
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** The bare name counts as much as the full one. */
function distanceTo(wanted: string, candidate: string): number {
  const bare = candidate.slice(candidate.indexOf('/') + 1)
  return Math.min(editDistance(wanted, candidate), editDistance(wanted, bare))
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
