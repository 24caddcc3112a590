import type { JobClocks } from '../settings.ts'

/** Fetches of a result that the vendor says is gone, or that is no whole file. Before each but the first it is asked for a new link. */
const MAX_BAD_RESULTS = 5
/** Each pause is so many times the one before: what was only late is fetched soon, and nothing is given up early. */
const GROWTH = 3
const FIRST_SHARE = (GROWTH - 1) / (GROWTH ** (MAX_BAD_RESULTS - 1) - 1)

export const isLastBadResult = (badResults: number): boolean => badResults >= MAX_BAD_RESULTS

/** Seconds until the next fetch. All pauses together are the patience that is set, or up to a quarter more. */
export function pauseAfterBadResult(
  badResults: number,
  { resultPatienceSeconds }: Pick<JobClocks, 'resultPatienceSeconds'>,
): number {
  return resultPatienceSeconds * FIRST_SHARE * GROWTH ** (badResults - 1) * (1 + Math.random() / 4)
}
