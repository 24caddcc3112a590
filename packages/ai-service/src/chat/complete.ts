import type { ChatReply, ChatRequest } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { asCallError } from '../provider-errors.ts'
import type { Principal } from '../types.ts'
import { openChatCall } from './hold.ts'

/** Holds the most it can cost, asks the vendor, charges what was used. A failed call charges nothing. */
export async function completeChat(
  context: ServiceContext,
  principal: Principal,
  asked: ChatRequest,
  options: { signal?: AbortSignal } = {},
): Promise<ChatReply> {
  const call = await openChatCall(context, principal, asked)
  let reply: ChatReply
  try {
    reply = await call.provider.chat(call.request, options)
  } catch (error) {
    await call.release()
    throw asCallError(error)
  }
  await call.settle(reply.usage)
  return reply
}
