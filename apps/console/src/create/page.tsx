import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { call } from '../api/client.ts'
import type { Job, Kind, Model } from '../api/types.ts'
import { PackageX } from 'lucide-react'
import type { JobHistory } from '../jobs/use-history.ts'
import { isKind } from '../ui/kinds.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import { valuesOf } from './build-input.ts'
import { Form } from './form.tsx'
import { KindPicker } from './kind-picker.tsx'
import { Result } from './result.tsx'
import { modelsFor, useModels } from './use-models.ts'
import { NO_VALUES, type Values } from './values.ts'

/**
 * From a wish to a result on one page. The address says with what it begins (`?again=job`, `?with=asset`) and where one is
 * (`?kind=`, `?job=`), so that a reload loses neither.
 */
export function CreatePage() {
  const [search] = useSearchParams()
  const models = useModels()
  const again = search.get('again')
  const earlier = useEarlier(again)
  if (models.error !== null) return <Problem error={models.error} onRetry={() => void models.refetch()} />
  if (models.data === undefined || (again !== null && earlier.isPending))
    return <Loader aria-label="Loading" />
  if (earlier.error !== null) return <Problem error={earlier.error} title="The earlier job is not there" />
  const beginning = ['again', 'with', 'type'].map((name) => search.get(name)).join(' ')
  return <Studio key={beginning} models={models.data} {...startOf(search, earlier.data)} />
}

/** A job and what only its history tells. */
function useEarlier(id: string | null) {
  return useQuery({
    queryKey: ['job', id, 'settings'],
    queryFn: async () => {
      const [job, history] = await Promise.all([
        call<Job>(`/v1/jobs/${id}`),
        call<Pick<JobHistory, 'provider_options'>>(`/v1/jobs/${id}/history`),
      ])
      return { job, options: history.provider_options }
    },
    enabled: id !== null,
    staleTime: Infinity,
  })
}

interface StudioProps {
  models: Model[]
  values: Values
  model?: string | undefined
}

function Studio({ models, values: firstValues, model: firstModel }: StudioProps) {
  const [search, setSearch] = useSearchParams()
  const word = search.get('kind')
  const kind: Kind = isKind(word) ? word : 'image'
  const put = (name: string, value: string): void =>
    setSearch((before) => ({ ...Object.fromEntries(before), [name]: value }), { replace: true })
  const [values, setValues] = useState(firstValues)
  const [modelId, setModelId] = useState(firstModel)
  const offered = modelsFor(models, kind)
  const model =
    offered.find(({ id }) => id === modelId) ?? offered.find(({ available }) => available) ?? offered[0]
  return (
    <>
      <PageHeader
        title="Create"
        description="Choose a kind and a model; the price is known before anything is spent."
      />
      <KindPicker
        offered={new Set(models.flatMap(({ kinds }) => kinds))}
        value={kind}
        onChange={(next) => put('kind', next)}
      />
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
            onCreated={(job) => put('job', job.id)}
          />
        )}
        <div className="studio-result">
          <Result jobId={search.get('job') ?? undefined} />
        </div>
      </div>
    </>
  )
}

function startOf(
  search: URLSearchParams,
  earlier: { job: Job; options: JobHistory['provider_options'] } | undefined,
): { values: Values; model?: string } {
  if (earlier !== undefined)
    return { values: valuesOf(earlier.job, earlier.options), model: earlier.job.model }
  const assetId = search.get('with')
  if (assetId === null) return { values: NO_VALUES }
  const mediaType = search.get('type') ?? 'image/png'
  const file = { assetId, mediaType, name: 'From the gallery' }
  if (mediaType.startsWith('video/')) return { values: { ...NO_VALUES, video: file } }
  if (mediaType.startsWith('audio/')) return { values: { ...NO_VALUES, audio: file } }
  return { values: { ...NO_VALUES, images: [file] } }
}
