import { expect, test } from 'vitest'
import { checkSettings, readSettings } from './settings.ts'

const sources = [
  {
    file: 'packages/ai-service/src/settings.ts',
    text: "const variables = z.object({\n  DATABASE_URL: text,\n})\nif (present['JOINTO_EMBEDDED']) {}",
  },
  { file: 'apps/api/src/settings.ts', text: "host: read(env, 'HOST') ?? '127.0.0.1'" },
  { file: 'packages/client-acme/src/profile.ts', text: "apiKeyVariable: 'ACME_API_KEY'," },
  { file: 'packages/client-acme/src/resources/v1.ts', text: "'NOT_A_SETTING'" },
  { file: 'apps/api/src/help.ts', text: '  HOST, DATABASE_URL\n  ACME_API_KEY' },
]
const check = (example: string): string[] =>
  checkSettings(example, sources).map(({ line, message }) => `${line} ${message}`)

test('settings are found where they are read', () => {
  expect([...readSettings(sources).keys()]).toEqual(['DATABASE_URL', 'HOST', 'ACME_API_KEY'])
})

test.for([
  ['# all of them\n#DATABASE_URL=\nHOST=127.0.0.1\n#ACME_API_KEY=', []],
  ['#DATABASE_URL=\n#HOST=', ['0 lacks ACME_API_KEY, which packages/client-acme/src/profile.ts reads']],
  ['#DATABASE_URL=\n#HOST=\n#ACME_API_KEY=\n#GONE=', ['4 names GONE, which nothing reads']],
  ['#DATABASE_URL=\n#HOST=\n#HOST=\n#ACME_API_KEY=', ['3 names HOST twice']],
] as const)('the example: %s', ([example, problems]) => {
  expect(check(example)).toEqual(problems)
})

test('what no --help explains is told', () => {
  const silent = sources.filter(({ file }) => !file.endsWith('help.ts'))
  expect(checkSettings('#DATABASE_URL=\n#HOST=\n#ACME_API_KEY=', silent)[0]?.message).toBe(
    'names DATABASE_URL, which no --help explains',
  )
})
