import { Alert, Badge, Button, Code, Loader, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { call } from '../api/client.ts'
import { inWords } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Problem } from '../ui/states.tsx'
import type { Invariants } from './types.ts'

/** The rules of the money, over all rows: looked at when somebody asks. */
export function InvariantsPage() {
  const check = useQuery({
    queryKey: ['admin', 'invariants'],
    queryFn: () => call<Invariants>('/admin/invariants'),
    staleTime: Infinity,
  })
  return (
    <>
      <PageHeader title="Invariants" description="The rules of the money, checked over every row there is.">
        <Button variant="light" loading={check.isFetching} onClick={() => void check.refetch()}>
          Check again
        </Button>
      </PageHeader>
      {check.error !== null && <Problem error={check.error} onRetry={() => void check.refetch()} />}
      {check.isPending && <Loader aria-label="Checking" />}
      {check.data !== undefined && (
        <>
          {check.data.ok ? (
            <Alert
              color="teal"
              variant="light"
              icon={<ShieldCheck size={18} aria-hidden />}
              title="Every rule holds"
              mb="md"
            />
          ) : (
            <Alert
              color="red"
              icon={<ShieldAlert size={18} aria-hidden />}
              title="A rule is broken: this is an alarm"
              mb="md"
            />
          )}
          <div className="surface table-scroll" tabIndex={0} role="region" aria-label="Rules">
            <Table>
              <Table.Tbody>
                {check.data.data.map((rule) => (
                  <Table.Tr key={rule.name}>
                    <Table.Td>{inWords(rule.name)}</Table.Td>
                    <Table.Td>
                      {rule.sample.length > 0 && <Code block>{JSON.stringify(rule.sample, null, 2)}</Code>}
                    </Table.Td>
                    <Table.Td ta="right">
                      <Badge variant="light" color={rule.violations === 0 ? 'teal' : 'red'}>
                        {rule.violations === 0 ? 'Holds' : `${rule.violations} violations`}
                      </Badge>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </>
      )}
    </>
  )
}
