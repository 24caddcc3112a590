import { Button, Collapse, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Search, SlidersHorizontal } from 'lucide-react'
import { useModels } from '../create/use-models.ts'
import { KINDS } from '../ui/kinds.ts'
import type { Filters } from './use-works.ts'

interface Props {
  filters: Filters
  onChange: (filters: Filters) => void
}

export function FilterBar({ filters, onChange }: Props) {
  const isNarrow = Object.entries(filters).some(([name, value]) => name !== 'q' && value !== '')
  const [opened, { toggle }] = useDisclosure(isNarrow)
  const models = useModels()
  const set = (name: keyof Filters, value: string): void => onChange({ ...filters, [name]: value })
  return (
    <section aria-label="Filters" style={{ marginBottom: 20 }}>
      <Group gap="sm" wrap="nowrap">
        <TextInput
          type="search"
          aria-label="Search prompts"
          placeholder="Search prompts"
          leftSection={<Search size={16} aria-hidden />}
          value={filters.q}
          onChange={(event) => set('q', event.currentTarget.value)}
          style={{ flex: 1, maxWidth: 520 }}
        />
        <Button
          variant={isNarrow ? 'light' : 'default'}
          leftSection={<SlidersHorizontal size={16} aria-hidden />}
          aria-expanded={opened}
          onClick={toggle}
        >
          Filters
        </Button>
      </Group>
      <Collapse expanded={opened}>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" pt="sm">
          <NativeSelect
            label="Kind"
            value={filters.kind}
            onChange={(event) => set('kind', event.currentTarget.value)}
            data={[
              { value: '', label: 'All kinds' },
              ...KINDS.map(({ kind, title }) => ({ value: kind, label: title })),
            ]}
          />
          <NativeSelect
            label="Model"
            value={filters.model}
            onChange={(event) => set('model', event.currentTarget.value)}
            data={[
              { value: '', label: 'All models' },
              ...(models.data ?? []).map(({ id }) => ({ value: id, label: id })),
            ]}
          />
          <TextInput
            type="date"
            label="From"
            value={filters.from}
            onChange={(event) => set('from', event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label="To"
            value={filters.to}
            onChange={(event) => set('to', event.currentTarget.value)}
          />
          <TextInput
            inputMode="decimal"
            label="Credits from"
            placeholder="0"
            value={filters.least}
            onChange={(event) => set('least', event.currentTarget.value)}
          />
          <TextInput
            inputMode="decimal"
            label="Credits to"
            placeholder="Any"
            value={filters.most}
            onChange={(event) => set('most', event.currentTarget.value)}
          />
        </SimpleGrid>
      </Collapse>
    </section>
  )
}
