import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { call } from '../api/client.ts'
import type { Job, Kind, Model } from '../api/types.ts'
import { PackageX } from 'lucide-react'
import { isKind } from '../ui/kinds.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import { valuesOf } from './build-input.ts'
import { Form } from './form.tsx'
import { KindPicker } from './kind-picker.tsx'
import { Result } from './result.tsx'
import { modelsFor, useModels } from './use-models.ts'
import { NO_VALUES, type Values } from './values.ts'

/** From a wish to a result on one page. The address says with what it begins: `?kind=`, `?again=job`, `?with=asset`. */
export function CreatePage() {
  const [search] = useSearchParams()
  const models = useModels()
  const again = search.get('again')
  const earlier = useQuery({
    queryKey: ['job', again],
    queryFn: () => call<Job>(`/v1/jobs/${again}`),
    enabled: again !== null,
    staleTime: Infinity,
  })
  if (models.error !== null) return <Problem error={models.error} onRetry={() => void models.refetch()} />
  if (models.data === undefined || (again !== null && earlier.isPending))
    return <Loader aria-label="Loading" />
  if (earlier.error !== null) return <Problem error={earlier.error} title="The earlier job is not there" />
  const word = search.get('kind')
  const start = { kind: isKind(word) ? word : 'image', ...startOf(search, earlier.data) } as const
  return <Studio key={search.toString()} models={models.data} {...start} />
}

interface StudioProps {
  models: Model[]
  kind: Kind
  values: Values
  model?: string | undefined
}

function Studio({ models, kind: firstKind, values: firstValues, model: firstModel }: StudioProps) {
  const [kind, setKind] = useState(firstKind)
  const [values, setValues] = useState(firstValues)
  const [modelId, setModelId] = useState(firstModel)
  const [jobId, setJobId] = useState<string>()
  const offered = modelsFor(models, kind)
  const model =
    offered.find(({ id }) => id === modelId) ?? offered.find(({ available }) => available) ?? offered[0]
  return (
    <>
      <PageHeader
        title="Create"
        description="Choose a kind and a model; the price is known before anything is spent."
      />
      <KindPicker offered={new Set(models.flatMap(({ kinds }) => kinds))} value={kind} onChange={setKind} />
      <div className="studio">
        {model === undefined ? (
          <Empty icon={PackageX} title="No model makes this">
            Set the key of a vendor and start the server again, or MOCK_PROVIDER=on for models that need none.
          </Empty>
        ) : (
          <Form
            key={kind}
            kind={kind}
            models={offered}
            model={model}
            values={values}
            onModel={setModelId}
            onValues={setValues}
            onCreated={(job) => setJobId(job.id)}
          />
        )}
        <div className="studio-result">
          <Result jobId={jobId} />
        </div>
      </div>
    </>
  )
}

function startOf(search: URLSearchParams, earlier: Job | undefined): { values: Values; model?: string } {
  if (earlier !== undefined) return { values: valuesOf(earlier), model: earlier.model }
  const assetId = search.get('with')
  if (assetId === null) return { values: NO_VALUES }
  const mediaType = search.get('type') ?? 'image/png'
  const file = { assetId, mediaType, name: 'From the gallery' }
  if (mediaType.startsWith('video/')) return { values: { ...NO_VALUES, video: file } }
  if (mediaType.startsWith('audio/')) return { values: { ...NO_VALUES, audio: file } }
  return { values: { ...NO_VALUES, images: [file] } }
}
