import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Compass } from 'lucide-react'
import { Empty } from '../ui/states.tsx'
import { Link } from './link.tsx'

export function NotFound() {
  useDocumentTitle('Not found · Jointo')
  return (
    <Empty
      icon={Compass}
      title="There is no such page"
      action={
        <Button component={Link} to="/" variant="light">
          To the start
        </Button>
      }
    >
      It may be a page for the operator, or one for an account that you are not signed in to.
    </Empty>
  )
}
