import { KINDS, kindsOf } from '../src/index.ts'
import type { CatalogueEntry } from './read-catalogue.ts'

/** `docs/models.md`: which models there are, by vendor and kind. */
export function writePage(entries: readonly CatalogueEntry[]): string {
  const vendors = [...new Set(entries.map(({ vendor }) => vendor))]
  return `${[
    '# Vendors and models',
    'Generated from `packages/providers/src/*/catalogue` by `pnpm docs:write`; a test fails when this page is out of date.',
    'A model is asked for as `vendor/model`; the bare name does where one vendor alone has it. Models whose price is not known are shown with “not sold” and refused with `model_not_priced`. `pnpm catalogue` prints limits, prices, the source and day of each price, and ends; `GET /v1/models` has what a deployment offers.',
    ...vendors.flatMap((vendor) =>
      describeVendor(
        vendor,
        entries.filter((entry) => entry.vendor === vendor),
      ),
    ),
  ].join('\n\n')}\n`
}

function describeVendor(vendor: string, entries: readonly CatalogueEntry[]): string[] {
  const sold = entries.filter(({ model }) => model.price !== undefined)
  const lines = [...KINDS, 'chat', 'embedding'].flatMap((kind) => {
    const its = entries.filter(({ model }) => kindsOf(model).some((one) => one === kind))
    if (its.length === 0) return []
    const priced = its.filter(({ model }) => model.price !== undefined).map(nameOf)
    const unpriced = its.filter(({ model }) => model.price === undefined).map(nameOf)
    const both = [priced.join(', '), unpriced.length === 0 ? '' : `not sold: ${unpriced.join(', ')}`]
    return [`- **${kind}**: ${both.filter((part) => part !== '').join('; ')}`]
  })
  return [`## ${vendor}`, `${entries.length} models, ${sold.length} with a known price.`, lines.join('\n')]
}

function nameOf({ model: { id, deprecation } }: CatalogueEntry): string {
  return deprecation === undefined ? `\`${id}\`` : `\`${id}\` (until ${deprecation.ends})`
}
