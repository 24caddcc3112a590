import type { S3Settings, S3Storage } from './s3-storage.ts'
import type { Storage } from './storage.ts'

/** AWS S3, MinIO, R2, Ceph and the like. Whoever keeps files elsewhere never loads the SDK of AWS. */
export function createS3Storage(settings: S3Settings): Storage {
  let opened: Promise<S3Storage> | undefined
  const open = (): Promise<S3Storage> => {
    opened ??= import('./s3-storage.ts').then(({ openS3Storage }) => openS3Storage(settings))
    return opened
  }
  return {
    put: async (key, file) => (await open()).put(key, file),
    holds: async (key, file) => (await open()).holds(key, file),
    size: async (key) => (await open()).size(key),
    open: async (key, range) => (await open()).open(key, range),
    remove: async (key) => (await open()).remove(key),
    link: async (key, options) => (await open()).link(key, options),
    ready: async () => (await open()).ready(),
    close: () =>
      void opened?.then(
        (storage) => storage.close(),
        () => undefined,
      ),
  }
}
