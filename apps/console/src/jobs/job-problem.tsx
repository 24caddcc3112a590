import { Button } from '@mantine/core'
import { SearchX } from 'lucide-react'
import { isFailure } from '../api/failure.ts'
import { Link } from '../layout/link.tsx'
import { Empty, Problem } from '../ui/states.tsx'

/** In place of a job that can't be shown. One that is not there will not be there at the next try either. */
export function JobProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!isFailure(error, 'not_found')) return <Problem error={error} onRetry={onRetry} />
  return (
    <Empty
      icon={SearchX}
      title="There is no such job"
      action={
        <Button component={Link} to="/jobs" variant="light">
          To all jobs
        </Button>
      }
    >
      It may belong to another account, or the address was not copied whole.
    </Empty>
  )
}
