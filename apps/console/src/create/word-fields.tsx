import { Input, NumberInput, Select, SimpleGrid, Slider, Textarea, TextInput } from '@mantine/core'
import type { Limits } from '../api/types.ts'
import { inWords } from '../ui/format.ts'
import { RatioField } from './ratio-field.tsx'
import { choicesOf, needs, takes, type NumberField, type Values, type WordField } from './values.ts'

export interface FieldsProps {
  limits: Limits
  values: Values
  onChange: (values: Values) => void
}

const setWord = ({ values, onChange }: FieldsProps, field: WordField, word: string): void =>
  onChange({ ...values, words: { ...values.words, [field]: word } })

const setNumber = (
  { values, onChange }: FieldsProps,
  field: NumberField,
  number: number | undefined,
): void => {
  const { [field]: _before, ...rest } = values.numbers
  onChange({ ...values, numbers: number === undefined ? rest : { ...rest, [field]: number } })
}

const SCENE = 'A lighthouse at dawn, soft fog, film grain'
/** Of a recording the prompt says what to listen for. */
const HINT = 'Names and words that are hard to hear'

/** The words that describe what is wanted. */
export function TextFields(props: FieldsProps) {
  const { limits, values } = props
  const area = (field: 'prompt' | 'text', label: string, placeholder: string, most: number | undefined) =>
    takes(limits, field) && (
      <Textarea
        label={label}
        placeholder={placeholder}
        required={needs(limits, field)}
        autosize
        minRows={4}
        maxRows={14}
        {...(most === undefined ? {} : { maxLength: most })}
        value={values.words[field] ?? ''}
        onChange={(event) => setWord(props, field, event.currentTarget.value)}
        description={
          most === undefined ? undefined : `${(values.words[field] ?? '').length} of ${most} characters`
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    )
  return (
    <>
      {area('prompt', 'Prompt', takes(limits, 'audio') ? HINT : SCENE, limits.maxPromptLength)}
      {area('text', 'Text to speak', 'Good morning. The ferry leaves at seven.', limits.maxTextLength)}
    </>
  )
}

/** Shape, length and number: what decides the price most. */
export function MeasureFields(props: FieldsProps) {
  const { limits, values } = props
  const ratios = choicesOf(limits, 'aspect_ratio')
  return (
    <>
      {takes(limits, 'aspect_ratio') && ratios !== undefined && (
        <RatioField
          ratios={ratios}
          value={values.words.aspect_ratio ?? ''}
          onChange={(word) => setWord(props, 'aspect_ratio', word)}
        />
      )}
      {takes(limits, 'duration_seconds') && <DurationField {...props} />}
      <SimpleGrid cols={2} spacing="sm">
        {takes(limits, 'n') && (
          <NumberInput
            label="How many"
            min={1}
            max={limits.maxOutputs ?? 1}
            clampBehavior="strict"
            allowDecimal={false}
            value={values.numbers.n ?? 1}
            onChange={(value) => setNumber(props, 'n', typeof value === 'number' ? value : undefined)}
          />
        )}
        <WordField {...props} field="resolution" />
        <WordField {...props} field="quality" />
        <WordField {...props} field="voice" />
        <WordField {...props} field="language" />
        <WordField {...props} field="style" />
      </SimpleGrid>
    </>
  )
}

/** What most people leave alone. */
export function FineFields(props: FieldsProps) {
  const { limits, values } = props
  return (
    <>
      <WordField {...props} field="negative_prompt" label="What shall not be there" />
      <SimpleGrid cols={2} spacing="sm">
        <WordField {...props} field="size" label="Size in pixels" />
        <WordField {...props} field="format" label="File format" />
        <WordField {...props} field="background" />
        {takes(limits, 'seed') && (
          <NumberInput
            label="Seed"
            placeholder="Any"
            min={0}
            max={limits.maxSeed ?? 4_294_967_295}
            allowDecimal={false}
            value={values.numbers.seed ?? ''}
            onChange={(value) => setNumber(props, 'seed', typeof value === 'number' ? value : undefined)}
          />
        )}
      </SimpleGrid>
      {takes(limits, 'strength') && (
        <Input.Wrapper label="How much may change" labelElement="div">
          <Slider
            min={limits.strength?.min ?? 0}
            max={limits.strength?.max ?? 1}
            step={0.05}
            thumbLabel="How much may change"
            value={values.numbers.strength ?? 0.5}
            onChange={(value) => setNumber(props, 'strength', value)}
          />
        </Input.Wrapper>
      )}
    </>
  )
}

function DurationField(props: FieldsProps) {
  const { limits, values } = props
  const { durations } = limits
  const shown = values.numbers.duration_seconds ?? limits.defaultDurationSeconds
  const set = (value: number | undefined): void => setNumber(props, 'duration_seconds', value)
  if (Array.isArray(durations)) {
    return (
      <Select
        label="Length"
        data={durations.map((seconds) => ({ value: String(seconds), label: `${seconds} seconds` }))}
        value={shown === undefined ? null : String(shown)}
        onChange={(value) => set(value === null ? undefined : Number(value))}
        required={needs(limits, 'duration_seconds')}
      />
    )
  }
  return (
    <NumberInput
      label="Length in seconds"
      min={durations?.min ?? 1}
      max={durations?.max ?? 3600}
      step={durations?.step ?? 1}
      required={needs(limits, 'duration_seconds')}
      {...(durations && { description: `${durations.min} to ${durations.max}` })}
      value={shown ?? ''}
      onChange={(value) => set(typeof value === 'number' ? value : undefined)}
    />
  )
}

function WordField({
  field,
  label = inWords(field),
  ...props
}: FieldsProps & { field: WordField; label?: string }) {
  const { limits, values } = props
  if (!takes(limits, field)) return null
  const choices = choicesOf(limits, field)
  const value = values.words[field] ?? ''
  const required = needs(limits, field)
  if (choices === undefined) {
    return (
      <TextInput
        label={label}
        placeholder="As the model likes"
        required={required}
        value={value}
        onChange={(event) => setWord(props, field, event.currentTarget.value)}
      />
    )
  }
  return (
    <Select
      label={label}
      placeholder="As the model likes"
      required={required}
      clearable
      searchable={choices.length > 12}
      data={choices}
      value={choices.includes(value) ? value : null}
      onChange={(chosen) => setWord(props, field, chosen ?? '')}
    />
  )
}
