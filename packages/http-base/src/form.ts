/** A file in a form. */
export interface FormFile {
  /** A file on disk: `await openAsBlob(path)`; it is read while it is sent. */
  bytes: Uint8Array | Blob
  filename: string
  /** `image/png` */
  mediaType: string
}

export type FormValue =
  | string
  | number
  | boolean
  | FormFile
  | readonly string[]
  | readonly FormFile[]
  | undefined

/** Parts of a multipart form, in order. Undefined ones are left out; numbers and booleans become text. */
export type FormFields = Readonly<Record<string, FormValue>>

export function toFormData(fields: FormFields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const part of isList(value) ? value : [value]) {
      if (part === undefined) continue
      if (typeof part === 'object') form.append(name, toBlob(part), part.filename)
      else form.append(name, String(part))
    }
  }
  return form
}

function isList(value: FormValue): value is readonly string[] | readonly FormFile[] {
  return Array.isArray(value)
}

function toBlob({ bytes, mediaType }: FormFile): Blob {
  if (bytes instanceof Blob) return bytes.slice(0, bytes.size, mediaType)
  return new Blob([new Uint8Array(bytes)], { type: mediaType })
}
