import { z } from 'zod'
import { pageQuery, type PageParams } from './page.ts'
import { id, nullableText, optionalList, optionalText, type Open } from './reply.ts'
import { text, type Changes } from './shape.ts'

/** What an avatar knows. */
export interface CreateDocumentParams {
  /** At most 255. */
  name: string
  /** Plain text or Markdown, at most 200,000. */
  content: string
}

export const createDocumentParams: z.ZodType<CreateDocumentParams> = z.strictObject({
  name: text(255),
  content: text(200_000),
})

export type UpdateDocumentParams = Changes<CreateDocumentParams>

export const updateDocumentParams: z.ZodType<UpdateDocumentParams> = z.strictObject({
  name: text(255).optional(),
  content: text(200_000).optional(),
})

export interface ListDocumentsParams extends PageParams {
  /** Default `createdAt`. */
  sort?: 'createdAt' | 'updatedAt' | undefined
  /** Default `desc`. */
  order?: 'asc' | 'desc' | undefined
}

/** Both are required on the wire: the defaults are ours. */
export const listDocumentsParams: z.ZodType<ListDocumentsParams> = z.strictObject({
  ...pageQuery(50),
  sort: z.enum(['createdAt', 'updatedAt']).default('createdAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
})

export interface DocumentSummary {
  id: string
  name: string
  type?: Open<'text' | 'file'> | undefined
  usedBy: { id: string; name: string; imageUrl?: string | null | undefined }[]
  createdAt?: string | undefined
  updatedAt?: string | undefined
}

export interface Document extends DocumentSummary {
  content: string
}

const facts = {
  id,
  name: z.string(),
  type: optionalText,
  usedBy: optionalList(z.object({ id: z.string(), name: z.string(), imageUrl: nullableText })),
  createdAt: optionalText,
  updatedAt: optionalText,
}

export const documentSummary: z.ZodType<DocumentSummary> = z.object(facts)
export const document: z.ZodType<Document> = z.object({ ...facts, content: z.string() })
