import { expect, it } from 'vitest'
import { readAPITable } from './api-table.ts'

it('reads methods and routes, several methods of one route and events too', () => {
  const table = readAPITable(`# Methods

| Method            | Route                   | File      |
| ----------------- | ----------------------- | --------- |
| \`getKite\`       | \`GET /kites/{id}\`     | \`a.ts\`  |
| \`a.fly\`, \`b\`  | \`POST /kites\`, events | \`b.ts\`  |
`)
  expect([...table]).toEqual([
    ['getKite', 'GET /kites/{id}'],
    ['a.fly', 'POST /kites, events'],
    ['b', 'POST /kites, events'],
  ])
})
