import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { KINDS, kindsOf } from '../src/index.ts'
import { COLUMNS, describe } from './describe.ts'
import { readCatalogue } from './read-catalogue.ts'
import { writePage } from './write-page.ts'
import { writeTypes } from './write-types.ts'

const HELP = `Usage: pnpm catalogue [options]

Prints every model: what it makes, what it costs and where the price was read.

  --vendor NAME    only this vendor's
  --kind KIND      only these: ${KINDS.join(', ')}, chat, embedding
  --unpriced       only those that can't be sold, because their price is not known
  --markdown       as a Markdown table
  --json           as JSON, with everything a program needs
  --write-types    brings src/model-inputs.generated.ts up to date
  --write-page     brings docs/models.md up to date
  --help
`

const TYPES = new URL('../src/model-inputs.generated.ts', import.meta.url)
const PAGE = new URL('../../../docs/models.md', import.meta.url)

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      vendor: { type: 'string' },
      kind: { type: 'string' },
      unpriced: { type: 'boolean' },
      markdown: { type: 'boolean' },
      json: { type: 'boolean' },
      'write-types': { type: 'boolean' },
      'write-page': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) return console.log(HELP)
  if (values['write-types'] === true) return writeFile(TYPES, writeTypes(readCatalogue()))
  if (values['write-page'] === true) return writeFile(PAGE, writePage(readCatalogue()))
  const entries = readCatalogue().filter(
    ({ vendor, model }) =>
      (values.vendor ?? vendor) === vendor &&
      (values.kind === undefined || kindsOf(model).some((kind) => kind === values.kind)) &&
      (values.unpriced !== true || model.price === undefined),
  )
  if (entries.length === 0) throw new Error('No such model. See pnpm catalogue --help.')
  if (values.json === true) return console.log(JSON.stringify(entries, undefined, 2))
  const rows = [[...COLUMNS], ...entries.map(describe)]
  console.log(values.markdown === true ? asMarkdown(rows) : asText(rows))
  const unpriced = entries.filter(({ model }) => model.price === undefined).length
  if (values.markdown !== true) console.log(`\n${entries.length} models, ${unpriced} without a known price.`)
}

function asMarkdown([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function asText(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
