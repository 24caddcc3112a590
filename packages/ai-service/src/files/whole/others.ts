import { CUT, type Look } from './problems.ts'

/** The head says how long all is. */
export const lookAtGlb: Look = async (file) => {
  const head = await file.read(0, 20)
  return head.length < 20 || head.readUInt32LE(8) > file.size ? CUT : undefined
}

/** Its list of contents stands at the end, before a comment of at most 64 kB. */
export const lookAtZip: Look = async (file) => {
  const end = await file.find(Buffer.from('PK\x05\x06'), Math.max(0, file.size - 66_000))
  return end === undefined ? CUT : undefined
}
