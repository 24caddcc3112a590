import type { QuoteLine } from '../api/types.ts'

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 })

export const formatDay = (iso: string): string => day.format(new Date(iso))
export const formatMoment = (iso: string): string => moment.format(new Date(iso))

/** Amounts come as decimal strings, exact to six places. */
export const formatCredits = (amount: string): string => number.format(Number(amount))

const rounded = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })

/** At a glance; the exact amount is where it is accounted for. */
export const roundCredits = (amount: string): string => rounded.format(Number(amount))

export const creditsInWords = (amount: string): string =>
  `${formatCredits(amount)} ${Math.abs(Number(amount)) === 1 ? 'credit' : 'credits'}`

/** `4 seconds at 2`, or `0.04 × 1000 characters at 1`: a line of a price. */
export function amountInWords({
  quantity,
  unit,
  unit_amount: each,
}: Pick<QuoteLine, 'quantity' | 'unit' | 'unit_amount'>): string {
  const many = Number(quantity) === 1 ? unit : `${unit}s`
  return `${formatCredits(quantity)} ${/^\d/.test(unit) ? `× ${unit}` : many} at ${formatCredits(each)}`
}

/** The same with what it is for, where the unit does not say so. */
export const lineInWords = (line: Omit<QuoteLine, 'amount'>): string =>
  line.description === line.unit ? amountInWords(line) : `${line.description}: ${amountInWords(line)}`

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
] as const

/** `5 min. ago`. */
export function formatAgo(iso: string, now: number = Date.now()): string {
  let value = (new Date(iso).getTime() - now) / 1000
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) return relative.format(Math.round(value), unit)
    value /= size
  }
  return formatDay(iso)
}

/** From one moment to another: `340 ms`, `12.4 s`, `3 min 5 s`. */
export function formatSpan(from: string, to: string): string {
  // The clocks of two machines may disagree by a moment.
  return formatMilliseconds(Math.max(0, new Date(to).getTime() - new Date(from).getTime()))
}

export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `first_frame` → `First frame`. */
export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
