import type { AppContext } from '../env.ts'

/** Whether the body is a form; else the route's other schema was checked. */
export function isForm(c: AppContext): boolean {
  return c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data') === true
}
