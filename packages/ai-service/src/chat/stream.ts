import { batchesOf, BatchedSequence } from '@jointo/http-base'
import type { ChatChunk, ChatRequest, ChatUsage } from '@jointo/providers'
import { keyReused, type ClaimedKey } from '../calls/call-key.ts'
import { endOfFailure, openKeyedCall, recordFailedCall, settle } from '../calls/call-directly.ts'
import { untilLeft } from '../calls/leaving.ts'
import type { DirectCall } from '../calls/open-call.ts'
import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { asCallError, asPaidBreak } from '../provider-errors.ts'
import type { CallOptions, Principal } from '../types.ts'
import { vendorHealthOf } from '../vendors/health.ts'
import { estimateUsage, textBytes } from './estimate.ts'
import { costOfChat, wantedChat, type WantedChat } from './wanted.ts'

/**
 * As `completeChat`, chunk by chunk. What fails before the first chunk is thrown here, so that a caller can
 * still answer with a status. A stream that is cut, or left by its reader, is charged for what was delivered.
 */
export async function streamChat(
  context: ServiceContext,
  principal: Principal,
  asked: ChatRequest,
  options: CallOptions = {},
): Promise<AsyncIterable<ChatChunk>> {
  const chat = wantedChat(context, asked)
  const identity = { route: 'chat', asked: { ...asked, stream: true } }
  const opened = await openKeyedCall(context, principal, { wanted: chat.wanted, identity }, options)
  // Streams are not kept: what has a reply was no stream.
  if ('reply' in opened) throw keyReused()
  const { call, key } = opened
  const stream = new ChatStream(context, { call, key, chat })
  const begun = stream.begin()
  // Until the vendor has begun nobody knows whether it will: whoever leaves before is heard of afterwards.
  void begun.then(
    () => stream.endWith(options.signal),
    () => undefined,
  )
  await untilLeft(begun, options.signal)
  return new BatchedSequence(stream)
}

type Chunks = IteratorResult<readonly ChatChunk[], void>

/** Passes chunks on as they come and counts them; however it ends, it is settled once. */
class ChatStream implements AsyncIterator<readonly ChatChunk[], void, undefined> {
  readonly #context: ServiceContext
  readonly #call: DirectCall
  readonly #key: ClaimedKey
  readonly #chat: WantedChat
  readonly #leaving = new AbortController()
  #chunks: AsyncIterator<readonly ChatChunk[], void, undefined> | undefined
  #first: Chunks | undefined
  #usage: ChatUsage | undefined
  #deliveredBytes = 0
  /** With what is charged. */
  #ending: Promise<bigint> | undefined
  #isGivenUp = false
  #stopListening = (): void => undefined

  constructor(
    context: ServiceContext,
    { call, key, chat }: { call: DirectCall; key: ClaimedKey; chat: WantedChat },
  ) {
    this.#context = context
    this.#call = call
    this.#key = key
    this.#chat = chat
    // Also while nobody reads it.
    call.signal.addEventListener('abort', () => this.#giveUp(), { once: true })
  }

  /** Waits for the vendor's first chunk. A call that never began charges nothing. */
  async begin(): Promise<void> {
    const { provider, request } = this.#chat
    try {
      // In here: a provider may also fail before it gives an iterator.
      this.#chunks = batchesOf(provider.streamChat(request, { signal: this.#leaving.signal }))
      this.#first = await this.#chunks.next()
      vendorHealthOf(this.#context).record(this.#chat.wanted.provider)
    } catch (error) {
      this.#recordFailure(error)
      this.#leaving.abort()
      await this.#call.close(endOfFailure(this.#call, error))
      await this.#key.forget()
      throw asCallError(error)
    }
  }

  /** The caller's leaving ends the stream, also while nobody reads it. */
  endWith(caller: AbortSignal | undefined): void {
    const leave = () => void this.return()
    if (caller?.aborted === true) return leave()
    caller?.addEventListener('abort', leave, { once: true })
    this.#stopListening = () => caller?.removeEventListener('abort', leave)
  }

  async next(): Promise<Chunks> {
    // Half an answer must not look like a whole one.
    if (this.#isGivenUp) throw new ServiceError('canceled', 'The call was given up before its end.')
    if (this.#ending !== undefined) return { done: true, value: undefined }
    let next: Chunks
    try {
      next = this.#first ?? (await this.#chunks?.next()) ?? { done: true, value: undefined }
      this.#first = undefined
    } catch (error) {
      this.#recordFailure(error)
      throw (await this.#end('broken')) > 0n ? asPaidBreak(error) : asCallError(error)
    }
    if (next.done === true) {
      await this.#end('over')
      return { done: true, value: undefined }
    }
    for (const chunk of next.value) {
      // In its place: a copy of each would be felt.
      chunk.model = this.#chat.id
      this.#usage = chunk.usage ?? this.#usage
      for (const { delta } of chunk.choices) this.#deliveredBytes += textBytes(delta)
    }
    return next
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.#leaving.abort()
    await this.#end('left')
    return { done: true, value: undefined }
  }

  #recordFailure(error: unknown): void {
    if (this.#leaving.signal.aborted) return
    recordFailedCall(this.#context, this.#call, this.#chat.wanted.provider, error)
  }

  #giveUp(): void {
    if (this.#ending !== undefined) return
    this.#isGivenUp = true
    void this.#end('broken')
  }

  #end(how: 'over' | 'broken' | 'left'): Promise<bigint> {
    this.#ending ??= this.#settle(how)
    return this.#ending
  }

  /** Who leaves pays for what was done for him; who got nothing out of a broken stream pays nothing. */
  async #settle(how: 'over' | 'broken' | 'left'): Promise<bigint> {
    // What is over needs no end: its connection may carry the next call.
    if (how !== 'over') this.#leaving.abort()
    this.#stopListening()
    const usage = this.#usage ?? this.#first?.value?.findLast((chunk) => chunk.usage != null)?.usage
    if (usage == null && this.#deliveredBytes === 0 && how !== 'left') {
      const loss = { amount: this.#call.amount, reason: 'call_broken' as const }
      await this.#call.close({ charge: 0n, description: '', loss })
      await this.#key.forget()
      return 0n
    }
    const { request } = this.#chat
    const charged = await settle(this.#context, this.#call, () =>
      costOfChat(this.#chat, usage ?? estimateUsage(request, this.#deliveredBytes)),
    )
    await this.#key.keep()
    return charged
  }
}
