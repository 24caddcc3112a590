import { writeFile } from 'node:fs/promises'
import { renderPage } from './render-page.ts'

await writeFile(new URL('../../../../docs/job-machine.md', import.meta.url), renderPage())
