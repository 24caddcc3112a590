import { Button, Collapse, JsonInput, Select, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../api/client.ts'
import type { Job, Kind, Model } from '../api/types.ts'
import { creditsInWords, inWords } from '../ui/format.ts'
import { kindTitle } from '../ui/kinds.ts'
import { Problem } from '../ui/states.tsx'
import { buildInput, missingFields, pricedInput, readOptions } from './build-input.ts'
import { MediaField } from './media-field.tsx'
import { PriceBox } from './price-box.tsx'
import { type PricedRequest, useQuote } from './use-quote.ts'
import { needs, takes, type Values } from './values.ts'
import { FineFields, MeasureFields, TextFields } from './word-fields.tsx'

/** As the fields of the form are called. */
const NAMES: Readonly<Record<string, string>> = { text: 'text to speak', audio: 'recording' }

interface Props {
  kind: Kind
  models: Model[]
  model: Model
  values: Values
  onModel: (id: string) => void
  onValues: (values: Values) => void
  onCreated: (job: Job) => void
}

export function Form({ kind, models, model, values, onModel, onValues, onCreated }: Props) {
  const { limits } = model
  const input = buildInput(limits, values)
  const { options, error: optionsError } = readOptions(values.options)
  const missing = missingFields(limits, input)
  const priced = pricedInput(limits, input)
  const request = { model: model.id, kind, ...(options && { provider_options: options }) }
  const { quote, error, isCurrent, isFair } = useQuote(priced && { ...request, input: priced })
  const create = useCreate(onCreated)
  const canSend = missing.length === 0 && optionsError === undefined && isFair && error === null
  const fields = { limits, values, onChange: onValues }
  return (
    <form
      className="surface studio-form"
      aria-label={kindTitle(kind)}
      onSubmit={(event) => {
        event.preventDefault()
        if (!canSend || quote === undefined) return
        // Never above the price that was read, also when the one of the last letter is still on its way.
        const offer = { max_credits: quote.credits, ...(isCurrent && { quote_id: quote.id }) }
        create.mutate({ ...request, input, ...offer })
      }}
    >
      <Stack gap="md">
        <Select
          label="Model"
          data={models.map(({ id, title, owned_by, available }) => ({
            value: id,
            label: `${title} · ${owned_by}`,
            disabled: !available,
          }))}
          value={model.id}
          onChange={(id) => id !== null && onModel(id)}
          allowDeselect={false}
          searchable
          description={model.description}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <TextFields {...fields} />
        <FileFields {...fields} />
        <MeasureFields {...fields} />
        <More isOpen={values.options !== ''}>
          <FineFields {...fields} />
          <JsonInput
            label="Vendor options"
            description="What only this vendor knows, as JSON"
            placeholder='{"steps": 30}'
            autosize
            minRows={2}
            value={values.options}
            error={optionsError}
            onChange={(text) => onValues({ ...values, options: text })}
          />
        </More>
        <PriceBox model={model} quote={quote} isCurrent={isCurrent} />
        {error !== null && <Problem error={error} title="This can’t be made so" />}
        {create.error !== null && <Problem error={create.error} title="It was not created" />}
        <Button type="submit" size="md" loading={create.isPending} disabled={!canSend} fullWidth>
          {quote === undefined ? 'Create' : `Create for ${creditsInWords(quote.credits)}`}
        </Button>
        {missing.length > 0 && (
          <Text size="xs" c="dimmed" ta="center">
            Still needed: {missing.map((field) => NAMES[field] ?? inWords(field).toLowerCase()).join(', ')}
          </Text>
        )}
      </Stack>
    </form>
  )
}

interface CreateRequest extends PricedRequest {
  quote_id?: string
  max_credits: string
}

function useCreate(onCreated: (job: Job) => void) {
  const client = useQueryClient()
  return useMutation({
    // One key for one press of the button: an answer that got lost is no second job.
    mutationFn: (request: CreateRequest) => send(request, crypto.randomUUID()),
    onSuccess: (job) => {
      client.setQueryData(['job', job.id], job)
      void client.invalidateQueries({ queryKey: ['jobs'] })
      void client.invalidateQueries({ queryKey: ['credits'] })
      onCreated(job)
    },
  })
}

async function send(request: CreateRequest, key: string): Promise<Job> {
  const init = { json: request, headers: { 'idempotency-key': key } }
  return call<Job>('/v1/jobs', init)
}

function FileFields({
  limits,
  values,
  onChange,
}: {
  limits: Model['limits']
  values: Values
  onChange: (values: Values) => void
}) {
  return (
    <>
      {takes(limits, 'images') && (
        <MediaField
          label={(limits.images?.max ?? 1) > 1 ? 'Images' : 'Image'}
          family="image"
          files={values.images}
          max={limits.images?.max ?? 1}
          roles={limits.images?.roles}
          required={needs(limits, 'images') || (limits.images?.min ?? 0) > 0}
          onChange={(images) => onChange({ ...values, images })}
        />
      )}
      {(['video', 'audio'] as const).map(
        (family) =>
          takes(limits, family) && (
            <MediaField
              key={family}
              label={family === 'video' ? 'Video' : 'Recording'}
              family={family}
              files={values[family] === undefined ? [] : [values[family]]}
              max={1}
              required={needs(limits, family)}
              onChange={([file]) => onChange({ ...values, [family]: file })}
            />
          ),
      )}
    </>
  )
}

function More({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const [opened, { toggle }] = useDisclosure(isOpen)
  return (
    <div>
      <UnstyledButton
        onClick={toggle}
        aria-expanded={opened}
        style={{ display: 'flex', alignItems: 'center', gap: 6 }}
      >
        <ChevronDown size={16} aria-hidden style={{ transform: opened ? 'rotate(180deg)' : undefined }} />
        <Text size="sm" fw={550}>
          More settings
        </Text>
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Stack gap="sm" pt="sm">
          {children}
        </Stack>
      </Collapse>
    </div>
  )
}
