import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>

/** The OpenAPI 3.1 document of all registered routes. */
export function openApiDocument(app: OpenAPIHono<AppEnv>, publicUrl: string): OpenApiDocument {
  return app.getOpenAPI31Document({
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
      { name: 'Models' },
      { name: 'Credits' },
      { name: 'Assets', description: 'Stored files.' },
      { name: 'Admin', description: 'For the operator.' },
      { name: 'Operation' },
    ],
  })
}

/** Has to come before the document is made. */
export function registerSecuritySchemes(app: OpenAPIHono<AppEnv>): void {
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
