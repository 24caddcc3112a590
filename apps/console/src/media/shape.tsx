import { Text } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { showShape, type ShownShape } from './show-shape.ts'

/** A 3D model to turn around, with the pointer or the arrow keys. Loaded only where there is one. */
export default function Shape({ url, label }: { url: string; label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const shown = useRef<ShownShape>(undefined)
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  useEffect(() => {
    const leaving = new AbortController()
    if (place.current !== null) {
      showShape(place.current, url, leaving.signal).then(
        (shape) => {
          shown.current = shape
          setState('shown')
        },
        () => leaving.signal.aborted || setState('failed'),
      )
    }
    return () => leaving.abort()
  }, [url])
  if (state === 'failed')
    return <Text p="xl">This browser can’t show 3D models. The file can be downloaded all the same.</Text>
  return (
    <div
      ref={place}
      role="img"
      aria-label={`${label}. Turn it with the arrow keys.`}
      data-state={state}
      tabIndex={0}
      style={{ width: '100%', height: '100%' }}
      onKeyDown={(event) => turn(event, shown.current)}
    />
  )
}

const TURNS: Readonly<Record<string, [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function turn(event: KeyboardEvent, shape: ShownShape | undefined): void {
  const by = TURNS[event.key]
  if (by === undefined || shape === undefined) return
  event.preventDefault()
  shape.turn(...by)
}
