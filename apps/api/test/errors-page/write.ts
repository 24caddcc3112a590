import { writeFile } from 'node:fs/promises'
import { renderErrorsPage } from './render.ts'

await writeFile(new URL('../../../../docs/errors.md', import.meta.url), await renderErrorsPage())
