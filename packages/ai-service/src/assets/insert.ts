import type { Transaction } from '../db/client.ts'
import { exchangeForAssets, type FileOwner } from '../files/reserve.ts'
import { asset, type StoredFile } from '../schema.ts'

export interface NewAsset {
  id: string
  jobId: string | null
  position: number
  file: StoredFile
}

/** Turns kept files into assets; what protected their objects until now is given up with the same commit. */
export async function insertAssets(tx: Transaction, owner: FileOwner, assets: NewAsset[]): Promise<void> {
  await exchangeForAssets(
    tx,
    owner.holder,
    assets.map(({ file }) => file.key),
  )
  await tx.insert(asset).values(
    assets.map(({ id, jobId, position, file }) => ({
      id,
      accountId: owner.accountId,
      jobId,
      position,
      storageKey: file.key,
      mediaType: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      width: file.width,
      height: file.height,
      durationSeconds: file.durationSeconds,
    })),
  )
}
