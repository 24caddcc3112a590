import { Button, Group, Skeleton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { ImageOff } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { Link } from '../layout/link.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Tile } from './tile.tsx'
import { type Filters, NO_FILTERS, useWorks, worksOf } from './use-works.ts'
import { useNearEnd } from './use-near-end.ts'

const PAUSE_MS = 150

/** Everything that was made. The filters are in the address, so that a view can be kept or sent. */
export function GalleryPage() {
  const [search, setSearch] = useSearchParams()
  const filters = readFilters(search)
  const [asked] = useDebouncedValue(filters, PAUSE_MS)
  const works = useWorks(asked)
  const tiles = worksOf(works.data?.pages)
  const end = useNearEnd(() => works.hasNextPage && !works.isFetching && void works.fetchNextPage())
  const isFiltered = [...search.keys()].length > 0
  return (
    <>
      <PageHeader title="Gallery" description="Everything that was made, newest first." />
      <FilterBar filters={filters} onChange={(next) => setSearch(writeFilters(next), { replace: true })} />
      {works.error !== null && <Problem error={works.error} onRetry={() => void works.refetch()} />}
      {works.isPending && <Waiting />}
      {works.isSuccess && tiles.length === 0 && (
        <Empty
          icon={ImageOff}
          title={isFiltered ? 'Nothing fits' : 'Nothing here yet'}
          action={
            isFiltered ? (
              <Button variant="light" onClick={() => setSearch({}, { replace: true })}>
                Take the filters away
              </Button>
            ) : (
              <Button component={Link} to="/create">
                Create something
              </Button>
            )
          }
        >
          {isFiltered
            ? 'No result has these words and fits these filters.'
            : 'What you create is kept here, with everything that made it.'}
        </Empty>
      )}
      <ul
        className="tiles"
        aria-label="Results"
        aria-busy={works.isFetching}
        data-asked={JSON.stringify(asked)}
      >
        {tiles.map((work) => (
          <li key={work.file.asset_id}>
            <Tile {...work} />
          </li>
        ))}
      </ul>
      {works.hasNextPage && (
        <Group justify="center" mt="xl" ref={end}>
          <Button
            variant="light"
            loading={works.isFetchingNextPage}
            onClick={() => void works.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </>
  )
}

function Waiting() {
  return (
    <div className="tiles" aria-hidden>
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} height={270} radius="lg" />
      ))}
    </div>
  )
}

const NAMES = ['q', 'kind', 'model', 'from', 'to', 'least', 'most'] as const

function readFilters(search: URLSearchParams): Filters {
  const filters = { ...NO_FILTERS }
  for (const name of NAMES) filters[name] = search.get(name) ?? ''
  return filters
}

const writeFilters = (filters: Filters): Record<string, string> =>
  Object.fromEntries(NAMES.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])))
