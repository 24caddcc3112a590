import * as fc from 'fast-check'
import { expect } from 'vitest'
import { ask, newestTransaction, type Real } from './ask.ts'

/** The ledger as it is meant, in plain objects. */
export interface Model {
  posted: bigint
  held: bigint
  holds: { id: string; amount: bigint; state: 'open' | 'settled' | 'released' }[]
  /** What each transaction moved, and how much of it was taken back. */
  moved: { id: string; amount: bigint; corrected: bigint; isAdjustment: boolean }[]
  references: Map<string, string>
}

type Command = fc.AsyncCommand<Model, Real>

async function compare(model: Model, { sql, account }: Real): Promise<void> {
  const { rows } = await sql.query<{ posted: string; held: string; last: string }>(
    `select posted, held, coalesce((select balance_after from ledger_entry e
        where e.ledger_account_id = a.id order by id desc limit 1), 0) as last
       from ledger_account a where id = $1`,
    [account],
  )
  expect(rows[0]).toEqual({
    posted: String(model.posted),
    held: String(model.held),
    last: String(model.posted),
  })
}

class Grant implements Command {
  readonly amount: bigint
  readonly reference: string
  constructor(amount: bigint, reference: number) {
    this.amount = amount
    this.reference = `grant-${reference}`
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    const granted = await ask(real.sql, `select ledger_grant($1, $2, 'x', $3) as result`, [
      real.account,
      this.amount,
      `${real.run}-${this.reference}`,
    ])
    const isNew = !model.references.has(this.reference)
    expect(granted).toBe(isNew)
    if (isNew) {
      model.posted += this.amount
      model.references.set(this.reference, '')
      model.moved.push({
        id: await newestTransaction(real),
        amount: this.amount,
        corrected: 0n,
        isAdjustment: false,
      })
    }
    await compare(model, real)
  }
  toString = () => `grant(${this.amount}, ${this.reference})`
}

class Hold implements Command {
  readonly amount: bigint
  constructor(amount: bigint) {
    this.amount = amount
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    const id = `hold_${real.run}${model.holds.length}`
    const opened = await ask(real.sql, 'select ledger_open_hold($1, $2, $3, null, 60) as result', [
      id,
      real.account,
      this.amount,
    ])
    expect(opened).toBe(model.posted - model.held >= this.amount)
    if (opened === true) {
      model.held += this.amount
      model.holds.push({ id, amount: this.amount, state: 'open' })
    }
    await compare(model, real)
  }
  toString = () => `hold(${this.amount})`
}

class Resolve implements Command {
  readonly pick: number
  readonly percent: bigint
  constructor(pick: number, percent: bigint) {
    this.pick = pick
    this.percent = percent
  }
  check = ({ holds }: Readonly<Model>) => holds.length > 0
  async run(model: Model, real: Real): Promise<void> {
    const hold = model.holds[this.pick % model.holds.length]
    if (hold === undefined) return
    const charge = (hold.amount * this.percent) / 100n
    const wasOpen = hold.state === 'open'
    const wanted = charge > 0n ? 'settled' : 'released'
    const result =
      charge > 0n
        ? await ask(real.sql, `select ledger_settle_hold($1, $2, 'x') as result`, [hold.id, charge])
        : await ask(real.sql, 'select ledger_release_hold($1) as result', [hold.id])
    expect(result).toBe(wasOpen ? wanted : `already_${hold.state}`)
    if (wasOpen) {
      hold.state = wanted
      model.held -= hold.amount
      model.posted -= charge
      if (charge > 0n)
        model.moved.push({
          id: await newestTransaction(real),
          amount: -charge,
          corrected: 0n,
          isAdjustment: false,
        })
    }
    await compare(model, real)
  }
  toString = () => `resolve(${this.pick}, ${this.percent} %)`
}

class Adjust implements Command {
  readonly pick: number
  readonly percent: bigint
  readonly reference: number
  constructor(pick: number, percent: bigint, reference: number) {
    this.pick = pick
    this.percent = percent
    this.reference = reference
  }
  check = ({ moved }: Readonly<Model>) => moved.length > 0
  async run(model: Model, real: Real): Promise<void> {
    const target = model.moved[this.pick % model.moved.length]
    if (target === undefined) return
    const amount = (-target.amount * this.percent) / 100n
    if (amount === 0n) return
    const reference = `adjust-${this.reference}`
    const what = `${target.id} ${amount}`
    const expected = this.#expect(model, target, amount, model.references.get(reference), what)
    const result = await ask(real.sql, `select ledger_adjust($1, $2, $3, 'x', $4) as result`, [
      real.account,
      amount,
      target.id,
      `${real.run}-${reference}`,
    ])
    expect(result).toBe(expected)
    if (expected === 'adjusted') {
      target.corrected += amount
      model.posted += amount
      model.references.set(reference, what)
      model.moved.push({ id: await newestTransaction(real), amount, corrected: 0n, isAdjustment: true })
    }
    await compare(model, real)
  }
  #expect(
    model: Model,
    target: Model['moved'][number],
    amount: bigint,
    used: string | undefined,
    what: string,
  ): string {
    if (used !== undefined) return used === what ? 'repeated' : 'reference_reused'
    if (target.isAdjustment) return 'is_adjustment'
    // In the direction of the correction, between nothing and everything.
    const all = -target.amount
    const after = target.corrected + amount
    const fits = all > 0n ? after >= 0n && after <= all : after <= 0n && after >= all
    if (!fits) return 'too_much'
    return model.posted - model.held + amount < 0n ? 'too_little' : 'adjusted'
  }
  toString = () => `adjust(${this.pick}, ${this.percent} %, ${this.reference})`
}

const amounts = fc.oneof(fc.bigInt(1n, 10n), fc.bigInt(1n, 5_000_000n))
/** Anything that can be asked of the ledger. */
export const commands = [
  fc.tuple(amounts, fc.nat(12)).map(([amount, reference]) => new Grant(amount, reference)),
  amounts.map((amount) => new Hold(amount)),
  fc.tuple(fc.nat(50), fc.bigInt(0n, 100n)).map(([pick, percent]) => new Resolve(pick, percent)),
  fc
    .tuple(fc.nat(50), fc.bigInt(-60n, 110n), fc.nat(30))
    .map(([pick, percent, reference]) => new Adjust(pick, percent, reference)),
]

export const emptyModel = (): Model => ({ posted: 0n, held: 0n, holds: [], moved: [], references: new Map() })
