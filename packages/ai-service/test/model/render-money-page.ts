import { markdownTable } from '@jointo/test-support'
import { JOB_RULES } from '../../src/invariants/job-rules.ts'
import { LEDGER_RULES } from '../../src/invariants/ledger-rules.ts'
import { isTerminal, TRANSITIONS, type Transition } from '../../src/jobs/machine.ts'
import { CALL_LOSSES, ENDINGS } from './money-words.ts'

const STEPS = Object.entries(TRANSITIONS)

/** The page about what every ending costs, from the data that moves the money. */
export function renderMoneyPage(): string {
  return `${[
    '# What every ending costs',
    'Generated from `packages/ai-service/src/jobs/machine.ts` by `pnpm docs:write`; a test fails when this page is out of date. Amounts are credits: 1 credit is USD 0.01 of list price. Inside they are whole microcredits (`bigint`, a millionth of a credit); each line of a price is rounded up to one.',
    '## The three numbers of a job',
    markdownTable(
      ['Number', 'Set', 'Rule'],
      [
        ['`quoted`', 'when it is accepted', 'the most that the request can cost, with its arithmetic'],
        [
          '`held`',
          'in the same transaction',
          'exactly the quote; taken from `available`, not from `balance`',
        ],
        ['`charged`', 'when it succeeds', 'what was used at list price, at most the quote; else 0'],
      ],
    ),
    'A customer who cannot pay the quote gets `insufficient_credits` (402), and a day’s limit that it would pass gets `spend_limit_reached` (402); in both cases nothing was sent to a vendor.',
    '## Endings of a job',
    'Each is one transaction: the state, the event and the money change together or not at all.',
    markdownTable(
      ['Step', 'What happened', '`error.code`', 'Customer pays', 'We may lose'],
      STEPS.filter(([, step]) => isTerminal(step.to)).map(([name, step]) => {
        const words = ENDINGS[name as keyof typeof ENDINGS]
        if (words === undefined) throw new Error(`test/model/money-words.ts has no words for ${name}`)
        const code = /^[a-z_]+$/.test(words.code) ? `\`${words.code}\`` : words.code
        return [`\`${name}\``, words.what, code, CUSTOMER[step.ledger], OURS[step.orphan ?? 'none']]
      }),
    ),
    'Of several files, those that are broken or not to be had by the deadline are not charged: the customer pays the share of the others, and the rest is booked as our loss (`stored`). A picture that an answer lacks from the start is neither charged nor booked.',
    '“The vendor’s failure” is `content_refused`, `vendor_rejected`, `vendor_unavailable`, `result_unavailable` or `invalid_request`, as [errors.md](errors.md) explains them. Some vendors bill what they made and then filtered; that is our loss, never the customer’s.',
    '## Money that moves before the end',
    markdownTable(
      ['Step', 'From → to', 'Money'],
      STEPS.filter(([, step]) => !isTerminal(step.to) && moves(step)).map(([name, step]) => [
        `\`${name}\``,
        `${step.from ?? '–'} → ${step.to}`,
        step.ledger === 'hold'
          ? 'the quote is held'
          : step.orphan === 'withdraw'
            ? 'the loss that was booked is withdrawn: the work turned up after all'
            : 'the first submission is booked as our loss; the customer’s hold stays as it is, once',
      ]),
    ),
    'No other step moves money: a job that waits, is polled or is stored keeps its hold.',
    '## Chat and embeddings',
    'Direct calls hold the most they can cost, and settle on the vendor’s usage. A call that fails charges nothing. Whoever leaves pays for what the vendor did by then; a stream that breaks is charged for what was delivered, and for nothing when nothing was. What the vendor may bill beyond that is booked as a loss:',
    markdownTable(
      ['Reason', 'When'],
      Object.entries(CALL_LOSSES).map(([reason, when]) => [`\`${reason}\``, when]),
    ),
    '## Losses',
    'Every row of `orphan` is booked as `vendor_loss`, with the step as its reason. `GET /admin/losses` sums them per vendor, beside what is at risk while outcomes are unknown. A vendor whose risk in a day reaches `VENDOR_RISK_DAILY_CREDITS` gets no new work.',
    '## Corrections',
    'Nothing in the ledger is changed or removed; triggers refuse it. `POST /admin/accounts/{id}/adjustments` writes an entry that names the one it takes back: never more than that one moved, never below zero. A `reference` makes a grant or a correction happen once, however often it is sent.',
    '## The rules that are checked',
    'Over what is new once a minute, over everything once an hour, and whenever somebody asks `GET /admin/invariants`:',
    [...LEDGER_RULES, ...JOB_RULES].map(({ name }) => `- ${name}`).join('\n'),
  ].join('\n\n')}\n`
}

const CUSTOMER: Readonly<Record<Transition['ledger'], string>> = {
  none: 'nothing',
  hold: 'nothing',
  settle: 'what was used, at most the quote',
  release: 'nothing: all is given back',
}

const OURS = {
  none: '–',
  book: 'the quote: booked',
  book_if_billed: 'the quote, where the vendor says that it bills this',
  withdraw: '–',
} as const

function moves(step: Transition): boolean {
  return step.ledger !== 'none' || step.orphan !== undefined
}
