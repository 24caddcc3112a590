import { KINDS, kindsOf } from '../src/index.ts'
import type { CatalogueEntry } from './read-catalogue.ts'

/** The source of `model-inputs.generated.ts`: what each model takes, as types. */
export function writeTypes(entries: readonly CatalogueEntry[]): string {
  const files = entries.filter(({ model }) =>
    kindsOf(model).some((kind) => KINDS.some((one) => one === kind)),
  )
  const table = (name: string, words: (entry: CatalogueEntry) => readonly string[]): string =>
    [
      `export interface ${name} {`,
      ...files.map((entry) => `  '${entry.id}': ${union(words(entry))}`),
      '}',
    ].join('\n')
  return [
    '// Made by `pnpm catalogue --write-types`; a test fails when it is out of date.',
    '',
    '/** Input words that each model takes. */',
    table('InputsByModel', ({ model }) => model.limits.inputs),
    '',
    '/** Input words that each model needs. */',
    table('RequiredByModel', ({ model }) => model.limits.required ?? []),
    '',
  ].join('\n')
}

function union(words: readonly string[]): string {
  return words.length === 0
    ? 'never'
    : words
        .toSorted()
        .map((word) => `'${word}'`)
        .join(' | ')
}
