import { parseArgs } from 'node:util'
import { findDrift } from './drift.ts'
import { judge } from './judge.ts'
import { installedPackage, versionOf, withNewest } from './packages.ts'
import { isClean, report, type Compared } from './report.ts'
import type { SDK } from './sdk.ts'
import { sdks } from './sdks.ts'

const HELP = `Usage: pnpm drift [--latest]

Compares our Runway client and the OpenAI-shaped part of our AIHubMix client with the types of the vendors' SDKs,
and lists what is not the same on both sides.

  --latest   fetch the newest SDKs with npm into a temporary folder and compare with those
  --help     this text

Exits with 0 when every difference is accepted, with 1 when one is not, with 2 when nothing could be compared.
How to accept a difference: tooling/drift/README.md
`

const names = sdks.map(({ name }) => name)

try {
  const { values } = parseArgs({ options: { latest: { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help) process.stdout.write(HELP)
  else if (values.latest) await withNewest(names, tell)
  else tell(installedPackage)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}

function tell(folderOf: (name: string) => string): void {
  const compared = sdks.map((sdk) => compareSDK(sdk, folderOf(sdk.name)))
  process.stdout.write(report(compared))
  process.exitCode = isClean(compared) ? 0 : 1
}

function compareSDK(sdk: SDK, folder: string): Compared {
  const title = `${sdk.name} ${versionOf(folder)}`
  return { title, verdict: judge(findDrift(sdk, folder), sdk.accepted) }
}
