import { ActionIcon, Button, Group, Loader, NativeSelect, Text, Textarea } from '@mantine/core'
import { MessageSquare, PackageX, Send, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { modelsFor, useModels } from '../create/use-models.ts'
import type { Model } from '../api/types.ts'
import { formatCredits } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import { useChat } from './use-chat.ts'

export function ChatPage() {
  const models = useModels()
  if (models.error !== null) return <Problem error={models.error} onRetry={() => void models.refetch()} />
  if (models.data === undefined) return <Loader aria-label="Loading" />
  const offered = modelsFor(models.data, 'chat').filter(({ available }) => available)
  if (offered.length === 0)
    return (
      <Empty icon={PackageX} title="No model chats">
        Set the key of a vendor and start the server again, or MOCK_PROVIDER=on.
      </Empty>
    )
  return <Talk models={offered} />
}

function Talk({ models }: { models: Model[] }) {
  const [id, setId] = useState(models[0]?.id ?? '')
  const model = models.find((one) => one.id === id)
  const chat = useChat(id)
  const [draft, setDraft] = useState('')
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [chat.talk])
  const send = (): void => {
    const words = draft.trim()
    if (words === '' || chat.isAnswering) return
    setDraft('')
    void chat.say(words)
  }
  return (
    <div className="chat">
      <PageHeader title="Chat" description={model && <Prices model={model} />}>
        <NativeSelect
          aria-label="Model"
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          data={models.map(({ id: value, title }) => ({ value, label: title }))}
        />
        <Button variant="default" disabled={chat.talk.length === 0} onClick={chat.clear}>
          New chat
        </Button>
      </PageHeader>
      <div
        className="talk"
        role="log"
        aria-label="Conversation"
        aria-live="polite"
        aria-busy={chat.isAnswering}
        tabIndex={0}
      >
        {chat.talk.length === 0 && (
          <Empty icon={MessageSquare} title="Say something">
            Only the number of tokens is kept; this page forgets the rest when you leave it.
          </Empty>
        )}
        {chat.talk.map((said, index) => (
          <div key={index} className="said words" data-role={said.role}>
            {said.content === '' ? <Loader size="xs" type="dots" aria-label="Answering" /> : said.content}
            {said.usage !== undefined && (
              <Text size="xs" c="dimmed" mt={6} className="numbers">
                {said.usage.prompt_tokens} tokens in, {said.usage.completion_tokens} out
              </Text>
            )}
          </div>
        ))}
        {chat.error !== null && <Problem error={chat.error} title="The answer broke off" />}
        <div ref={end} />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Group gap="sm" wrap="nowrap" align="flex-end">
          <Textarea
            aria-label="Message"
            placeholder="Message"
            autosize
            minRows={1}
            maxRows={8}
            style={{ flex: 1 }}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              send()
            }}
          />
          {chat.isAnswering ? (
            <ActionIcon size={36} variant="light" color="red" aria-label="Stop" onClick={chat.stop}>
              <Square size={16} aria-hidden />
            </ActionIcon>
          ) : (
            <ActionIcon type="submit" size={36} aria-label="Send" disabled={draft.trim() === ''}>
              <Send size={17} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </form>
    </div>
  )
}

function Prices({ model }: { model: Model }) {
  const rates = model.price?.rates ?? []
  return rates
    .map(
      ({ credits, per, description }) =>
        `${formatCredits(credits)} credits for ${formatCredits(String(per))} ${description}`,
    )
    .join(' · ')
}
