import type { ChatReply, ChatRequest } from '@jointo/providers'
import { callDirectly } from '../calls/call-directly.ts'
import type { ServiceContext } from '../context.ts'
import type { CallOptions, Principal } from '../types.ts'
import { costOfChat, wantedChat } from './wanted.ts'

/** Holds the most it can cost, asks the vendor, charges what was used. A failed call charges nothing. */
export async function completeChat(
  context: ServiceContext,
  principal: Principal,
  asked: ChatRequest,
  options: CallOptions = {},
): Promise<ChatReply> {
  const chat = wantedChat(context, asked)
  const work = {
    wanted: chat.wanted,
    identity: { route: 'chat', asked },
    send: async (signal: AbortSignal) => ({
      ...(await chat.provider.chat(chat.request, { signal })),
      model: chat.id,
    }),
    costOf: ({ usage }: ChatReply) => costOfChat(chat, usage),
  }
  return callDirectly(context, principal, work, options)
}
