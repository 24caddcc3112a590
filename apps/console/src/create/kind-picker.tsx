import { useId } from 'react'
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
  return (
    <div className="kinds" role="radiogroup" aria-label="What to make">
      {KINDS.filter(({ kind }) => offered.has(kind)).map(({ kind, title, icon: Icon }) => (
        <label key={kind} className="chip" data-checked={kind === value}>
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
