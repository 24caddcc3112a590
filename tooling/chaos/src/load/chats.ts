import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { Account } from './accounts.ts'
import { judge } from './customers.ts'
import type { History } from './history.ts'
import type { Requests } from './requests.ts'

const MODELS = ['mock/chat', 'aihubmix/gpt-4o-mini']

/** Talks now and then, and does not always listen to the end. */
export async function chatAway(
  context: { requests: Requests; history: History; accounts: readonly Account[]; promptWord: string },
  random: Random,
  options: { count: number; durationMs: number },
): Promise<void> {
  const { requests, history, accounts, promptWord } = context
  const talk = async (index: number): Promise<void> => {
    const stream = random.chance(0.5)
    const at = random.next() * options.durationMs
    const account = random.pick(accounts)
    const hangUpAfterMs = random.chance(0.3) ? random.int(1, 400) : undefined
    const body = {
      model: random.pick(MODELS),
      messages: [{ role: 'user', content: `Tell me of ${promptWord}chat${index}q` }],
      max_tokens: 60,
      stream,
    }
    await sleep(at)
    const answer = await requests.send('/v1/chat/completions', {
      method: 'POST',
      key: account.key,
      body,
      hangUpAfterMs,
    })
    history.note(stream ? 'chat stream' : 'chat', judge(answer))
  }
  await Promise.all(Array.from({ length: options.count }, (_, index) => talk(index)))
}
