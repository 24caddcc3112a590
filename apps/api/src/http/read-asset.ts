import { text } from 'node:stream/consumers'
import type { AppContext } from '../env.ts'

/** A whole stored file as base64, encoded while it is read. */
export async function readAssetAsBase64(c: AppContext, assetId: string): Promise<string> {
  const { stream } = await c.get('service').assets.open(c.get('principal'), assetId)
  stream.setEncoding('base64')
  return text(stream)
}

/** A whole stored file of words. */
export async function readAssetAsText(c: AppContext, assetId: string): Promise<string> {
  const { stream } = await c.get('service').assets.open(c.get('principal'), assetId)
  return text(stream)
}
