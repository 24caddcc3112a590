import { Group, Input } from '@mantine/core'
import { useId } from 'react'

const SIDE = 18

interface Props {
  ratios: string[]
  value: string
  onChange: (ratio: string) => void
}

/** Shapes are chosen by looking at them. */
export function RatioField({ ratios, value, onChange }: Props) {
  const name = useId()
  return (
    <Input.Wrapper label="Shape" labelElement="div" role="radiogroup" aria-label="Shape">
      <Group gap={6} mt={4}>
        {['', ...ratios].map((ratio) => (
          <label key={ratio} className="chip ratio" data-checked={ratio === value}>
            <input
              className="hidden-input"
              type="radio"
              name={name}
              checked={ratio === value}
              onChange={() => onChange(ratio)}
            />
            {ratio !== '' && <span className="ratio-shape" style={shapeOf(ratio)} aria-hidden />}
            {ratio === '' ? 'Any' : ratio}
          </label>
        ))}
      </Group>
    </Input.Wrapper>
  )
}

function shapeOf(ratio: string): { width: number; height: number } {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  const scale = SIDE / Math.max(width, height)
  return { width: Math.max(5, width * scale), height: Math.max(5, height * scale) }
}
