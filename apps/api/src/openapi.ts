import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'
import { errorSchema } from './errors/error-responses.ts'
import { completeDocument } from './openapi/complete.ts'
import { isObject } from './openapi/json.ts'

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>

/** The OpenAPI 3.1 document of routes. */
export function describeApi(
  operations: readonly { route: RouteConfig }[],
  publicUrl: string,
): OpenApiDocument {
  const app = new OpenAPIHono<AppEnv>()
  registerSecuritySchemes(app)
  app.openAPIRegistry.register('Error', errorSchema)
  for (const { route } of operations) {
    const { middleware: _, hide, ...described } = route
    if (hide !== true) app.openAPIRegistry.registerPath(described)
  }
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Jointo AI',
      version: '1',
      description:
        'Images, video, speech and chat from several vendors. Routes tagged OpenAI have the shape of the OpenAI API, so existing SDKs work with another base URL and key.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: publicUrl }],
    tags: [
      { name: 'Jobs', description: 'Durable generations: charged once, never lost.' },
      { name: 'OpenAI', description: 'Shaped like the OpenAI API.' },
      { name: 'Webhooks', description: 'Events by POST, signed as Standard Webhooks has it.' },
      { name: 'Models', description: 'What can be asked for, with limits and prices.' },
      { name: 'Credits', description: 'What is there, and what was given and taken.' },
      { name: 'Assets', description: 'Stored files.' },
      { name: 'Admin', description: 'For the operator.' },
      { name: 'Operation', description: 'For probes, and for people who read this.' },
    ],
  })
  if (isObject(document)) completeDocument(document)
  return document
}

function registerSecuritySchemes(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of an account, `jt_live_...` or `jt_test_...`.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'adminKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'The operator’s key, `ADMIN_API_KEY`.',
  })
}
