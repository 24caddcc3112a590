import { useEffect, useId, useRef } from 'react'
import type { Kind } from '../api/types.ts'
import { KINDS } from '../ui/kinds.ts'

interface Props {
  /** Kinds that some model makes. */
  offered: ReadonlySet<string>
  value: Kind
  onChange: (kind: Kind) => void
}

export function KindPicker({ offered, value, onChange }: Props) {
  const name = useId()
  const chosen = useRef<HTMLLabelElement>(null)
  // On a phone they are a row that is longer than the screen.
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [value])
  return (
    <div className="kinds" role="radiogroup" aria-label="What to make">
      {KINDS.filter(({ kind }) => offered.has(kind)).map(({ kind, title, icon: Icon }) => (
        <label key={kind} className="chip" data-checked={kind === value} ref={kind === value ? chosen : null}>
          <input
            className="hidden-input"
            type="radio"
            name={name}
            checked={kind === value}
            onChange={() => onChange(kind)}
          />
          <Icon size={16} aria-hidden />
          {title}
        </label>
      ))}
    </div>
  )
}
