import { checkArguments, type FormFile } from '@jointo/http-base'
import { z } from 'zod'
import { compact } from './compact.ts'

/** What this package does not know yet, sent on purpose. */
export interface Extra {
  /** Merged into the request last and unchecked, so it also goes before a field of the same name. */
  extra?: Readonly<Record<string, unknown>> | undefined
}

/** The same for forms, whose values are texts. */
export interface FormExtra {
  /** Added to the form last and unchecked. */
  extra?: Readonly<Record<string, string | number | boolean>> | undefined
}

export const extra: z.ZodType<Readonly<Record<string, unknown>> | undefined> = z
  .record(z.string(), z.unknown())
  .optional()

export const formExtra: z.ZodType<Readonly<Record<string, string | number | boolean>> | undefined> = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .optional()

/**
 * A JSON body: the checked fields, then `extra`.
 * @throws InvalidArgumentError that names the first field at fault
 */
export function checkedBody<T extends Extra>(schema: z.ZodType<T>, params: T): Record<string, unknown> {
  const { extra: added, ...fields } = checkArguments(schema, params)
  return compact({ ...fields, ...added })
}

export const modelId: z.ZodType<string> = z.string().min(1, 'must be a model id')
/** An address that the upstream opens, or the file itself; OpenAI takes data URLs of up to 20 MiB of text. */
export const mediaUrl: z.ZodType<string> = z
  .string()
  .regex(/^(https?:|data:)/, 'must be an https: or data: URL')
  .max(20_971_520, 'is too long: a data URL may have 20,971,520 characters, pass an https: URL instead')

const isBytes = (value: unknown): value is Uint8Array | Blob =>
  value instanceof Uint8Array || value instanceof Blob

export function sizeOf({ bytes }: FormFile): number {
  return bytes instanceof Blob ? bytes.size : bytes.length
}

/** A file for a form, not empty and of at most so many bytes. */
export function formFile(maxBytes: number): z.ZodType<FormFile> {
  return z
    .strictObject({
      bytes: z.custom<Uint8Array | Blob>(isBytes, 'must be a Uint8Array or a Blob'),
      filename: z.string().min(1, 'must not be empty: its ending tells the format'),
      mediaType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as image/png'),
    })
    .refine((file) => sizeOf(file) > 0, 'is empty')
    .refine((file) => sizeOf(file) <= maxBytes, `is larger than ${maxBytes} bytes`)
}
