export interface SpendOfDay {
  day: string
  model: string | null
  credits: string
  count: number
}

const DAY_MS = 86_400_000

/** One column for each day, the days without spending too, oldest first. Rounded to the millionth that credits have. */
export function byDay(rows: SpendOfDay[], days: number, now: Date): { day: string; credits: number }[] {
  const sums = new Map<string, number>()
  for (const { day, credits } of rows) sums.set(day, (sums.get(day) ?? 0) + Number(credits))
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(now.getTime() - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10)
    return { day, credits: Math.max(0, round(sums.get(day) ?? 0)) }
  })
}

/** The dearest first. */
export function byModel(rows: SpendOfDay[]): { model: string | null; credits: number; count: number }[] {
  const sums = new Map<string | null, { credits: number; count: number }>()
  for (const { model, credits, count } of rows) {
    const before = sums.get(model) ?? { credits: 0, count: 0 }
    sums.set(model, { credits: before.credits + Number(credits), count: before.count + count })
  }
  return [...sums]
    .map(([model, { credits, count }]) => ({ model, credits: round(credits), count }))
    .sort((a, b) => b.credits - a.credits)
}

const round = (credits: number): number => Math.round(credits * 1_000_000) / 1_000_000
