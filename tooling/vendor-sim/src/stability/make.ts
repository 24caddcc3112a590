import { randomUUID } from 'node:crypto'
import { fails } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext } from '../vendor.ts'
import { stabilityError } from './errors.ts'
import { sendPicture } from './picture.ts'
import { admit, type PictureWork, type StabilityState } from './work.ts'

/** Takes synchronous work on and answers with the picture. */
export function make(
  c: VendorContext,
  state: StabilityState,
  model: string,
  work: PictureWork,
  accept: 'bytes' | 'json',
): Response {
  admit(c, work.prompt)
  if (fails(work.prompt)) throw new VendorRefusal(stabilityError(500))
  state.accept(c, { id: randomUUID(), model })
  return sendPicture(work, accept)
}
