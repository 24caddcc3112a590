/** A file in a form. */
export interface FormFile {
  bytes: Uint8Array
  filename: string
  /** `image/png` */
  mediaType: string
}

export type FormValue = string | number | boolean | FormFile | readonly FormFile[] | undefined

/** Parts of a multipart form, in order. Undefined ones are left out; numbers and booleans become text. */
export type FormFields = Readonly<Record<string, FormValue>>

export function toFormData(fields: FormFields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (typeof value !== 'object') form.append(name, String(value))
    else for (const file of isFile(value) ? [value] : value) form.append(name, toBlob(file), file.filename)
  }
  return form
}

function isFile(value: FormFile | readonly FormFile[]): value is FormFile {
  return 'bytes' in value
}

function toBlob({ bytes, mediaType }: FormFile): Blob {
  return new Blob([new Uint8Array(bytes)], { type: mediaType })
}
