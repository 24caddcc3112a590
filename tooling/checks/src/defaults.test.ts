import { expect, test } from 'vitest'
import { checkDefaults } from './defaults.ts'

const EXAMPLE = '#PORT=8787\n#HOST=127.0.0.1\n#LAG_MS=150\n#QUERIES=20\n#PAUSES=5,300\n#KEY=\n'
const check = (file: string, text: string): string[] =>
  checkDefaults(EXAMPLE, [{ file, text }]).map(({ line, message }) => `${line} ${message}`)

test.for([
  ['  HOST, PORT             where to listen (127.0.0.1, 8787; 0 takes any free port)', []],
  [
    '  LAG_MS, QUERIES\n                         lag (150) and queries (20) from which on\n                         it',
    [],
  ],
  [
    '\n  LAG_MS, QUERIES\n                         lag (150) and queries (40)',
    ['2 LAG_MS, QUERIES: the default is 150, 20'],
  ],
  ['  LAG_MS                 lag\n\nOther words (150)', ['1 LAG_MS: the default is 150']],
  ['  PAUSES                 pauses (5,300)\n  KEY                    opens it (closed)', []],
  ['  PAUSES                 pauses (5,30)', ['1 PAUSES: the default is 5, 300']],
] as const)('a help: %s', ([text, problems]) => {
  expect(check('apps/api/src/help.ts', text)).toEqual(problems)
})

test.for([
  ['| `LAG_MS`, `QUERIES` | 150, 20 | from which on |\n| `KEY` | none | it opens |', []],
  ['| `LAG_MS` | 15 | lag |', ['1 LAG_MS: the default is 150']],
  ['| `HOST` | every one | where |', []],
] as const)('a table: %s', ([text, problems]) => {
  expect(check('apps/worker/README.md', text)).toEqual(problems)
  expect(check('docs/other.md', text)).toEqual([])
})
