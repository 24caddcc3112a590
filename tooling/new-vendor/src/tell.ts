import type { VendorNames } from './names.ts'
import type { Plan } from './plan.ts'

export function describePlan({ created, changed }: Plan): string {
  return [
    ...created.map(({ file }) => `  new      ${file}`),
    ...changed.map(({ file }) => `  changed  ${file}`),
  ].join('\n')
}

/** What to do next, and how to undo it. */
export function nextSteps({ kebab, title, constant }: VendorNames, { created, changed }: Plan): string {
  const folders = [...new Set(created.map(({ file }) => rootOf(file, kebab)))]
  return `${title} is there: ${created.length} new files, ${changed.length} changed.

Next:
  pnpm install
  pnpm check
  pnpm test packages/client-${kebab} packages/providers tooling/vendor-sim
  MOCK_PROVIDER=on ${constant}_API_KEY=… pnpm start

All of it works against the simulator, and nothing of it is true yet. In this order, by docs/adding-a-vendor.md:
  1. tooling/vendor-sim/src/${kebab}: the vendor's routes, rules and errors, from its documents
  2. packages/client-${kebab}: the same routes as methods
  3. packages/providers/src/${kebab}: models, limits, and prices with their sources (search for 'replace:)
  4. tests and documents: rows from the vendor's documents, README.md, api.md

To undo, before anything else is changed:
  git checkout -- ${changed.map(({ file }) => file).join(' ')} pnpm-lock.yaml
  git clean -fdx ${folders.join(' ')}
`
}

/** The highest folder that is the vendor's alone, or the file itself. */
function rootOf(file: string, kebab: string): string {
  const parts = file.split('/')
  const index = parts.findIndex((part) => part === kebab || part === `client-${kebab}`)
  return index < 0 ? file : parts.slice(0, index + 1).join('/')
}
