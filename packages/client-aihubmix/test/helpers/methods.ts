import { AIHubMixClient } from '../../src/index.ts'

const methodsOf = (value: object): string[] =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(value)).filter((name) => name !== 'constructor')

/** Every public method: `generateImage`, `native.generateImage`… Private ones have no property. */
export function listMethods(): string[] {
  const client = new AIHubMixClient({ apiKey: 'sk-any' })
  client.close()
  const groups = Object.entries(client).filter(([, value]) => typeof value === 'object' && value !== null)
  return [
    ...methodsOf(client),
    ...groups.flatMap(([group, value]) => methodsOf(value).map((name) => `${group}.${name}`)),
  ]
}
