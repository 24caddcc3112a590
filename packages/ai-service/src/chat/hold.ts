import { formatCredits, type BaseAIProvider, type ChatRequest, type ChatUsage } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { readBalance } from '../ledger/balance.ts'
import { openHold, releaseHold, settleHold } from '../ledger/ledger.ts'
import { asRequestError } from '../provider-errors.ts'
import { untilAnswered } from '../runner/persist.ts'
import type { Principal } from '../types.ts'

/** A direct call lasts no longer; what is held after that was left behind by a dead process. */
const HOLD_SECONDS = 1_800

/** A chat call with the most it can cost set aside. */
export interface ChatCall {
  provider: BaseAIProvider
  request: ChatRequest
  /** Charges what was used. */
  settle(usage: ChatUsage): Promise<void>
  /** Charges nothing. */
  release(): Promise<void>
}

export async function openChatCall(
  context: ServiceContext,
  principal: Principal,
  asked: ChatRequest,
): Promise<ChatCall> {
  const { provider, request, amount } = quote(context, asked)
  const holdId = newId('hold')
  const opened =
    amount === 0n ||
    (await openHold(context.db, {
      holdId,
      accountId: principal.accountId,
      amount,
      expiresInSeconds: HOLD_SECONDS,
    }))
  if (!opened) {
    const { available } = await readBalance(context.db, principal.accountId)
    throw new ServiceError(
      'insufficient_credits',
      `This can cost up to ${formatCredits(amount)} credits, ${available} are available. Add credits or lower max_completion_tokens.`,
    )
  }
  const release = (): Promise<void> =>
    resolve(context, holdId, async () => {
      if (amount > 0n) await releaseHold(context.db, holdId)
    })
  return {
    provider,
    request,
    release,
    async settle(usage) {
      const price = provider.priceChat(request, usage)
      if (price <= 0n) return release()
      const charge = price < amount ? price : amount
      return resolve(context, holdId, async () => {
        const result = await settleHold(
          context.db,
          holdId,
          charge,
          `chat by ${provider.name}/${request.model}`,
        )
        if (result === 'already_released') {
          context.logger.error({ holdId, charge: String(charge) }, 'a chat call outlived its hold')
        }
      })
    },
  }
}

/**
 * The call is over and its answer is the customer's: money that can not be moved now is moved a little later, behind the answer.
 * Resolving a hold twice changes nothing.
 */
async function resolve(context: ServiceContext, holdId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    context.logger.warn({ holdId, error: describeError(error) }, 'a hold is resolved later')
    void untilAnswered(context, work).catch((reason: unknown) =>
      context.logger.error({ holdId, error: describeError(reason) }, 'a hold was left to the sweeper'),
    )
  }
}

function quote(
  context: ServiceContext,
  asked: ChatRequest,
): Pick<ChatCall, 'provider' | 'request'> & { amount: bigint } {
  try {
    const { provider, model } = context.providers.resolve(asked.model)
    const request: ChatRequest = { ...asked, model: model.id }
    return { provider, request, amount: provider.quoteChat(request).amount }
  } catch (error) {
    throw asRequestError(error)
  }
}
