/** 1 credit = 1,000,000 microcredits = USD 0.01. */
export type Microcredits = bigint

export const MICROCREDITS_PER_CREDIT: bigint = 1_000_000n

/** `12500000n` → `"12.5"` */
export function formatCredits(amount: Microcredits): string {
  const sign = amount < 0n ? '-' : ''
  const absolute = amount < 0n ? -amount : amount
  const fraction = (absolute % MICROCREDITS_PER_CREDIT).toString().padStart(6, '0').replace(/0+$/, '')
  return `${sign}${absolute / MICROCREDITS_PER_CREDIT}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * `"12.5"` → `12500000n`. At most six decimals and 12 digits before the point.
 * @throws RangeError when the text is not a decimal number of credits
 */
export function parseCredits(text: string): Microcredits {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) throw new RangeError(`"${text.slice(0, 40)}" is not an amount of credits, e.g. "12.5"`)
  const [, sign, whole = '0', fraction = ''] = match
  const amount = BigInt(whole) * MICROCREDITS_PER_CREDIT + BigInt(fraction.padEnd(6, '0'))
  return sign === '-' ? -amount : amount
}
