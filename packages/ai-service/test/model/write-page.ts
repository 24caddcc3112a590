import { writeFile } from 'node:fs/promises'
import { renderMoneyPage } from './render-money-page.ts'
import { renderPage } from './render-page.ts'

const docs = new URL('../../../../docs/', import.meta.url)
await writeFile(new URL('job-machine.md', docs), renderPage())
await writeFile(new URL('money.md', docs), renderMoneyPage())
