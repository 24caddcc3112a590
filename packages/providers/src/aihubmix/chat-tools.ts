import { invalidRequest } from '../provider-error.ts'

/** Without case and marks: gateways turn functions of these names into tools of the upstream, which cost extra. */
const UPSTREAM_TOOLS: ReadonlySet<string> = new Set([
  'googlesearch',
  'googlesearchretrieval',
  'websearch',
  'websearchpreview',
  'urlcontext',
  'codeexecution',
])

/**
 * Functions of the caller's, and no tools of an upstream: those are not in the price. Without `cache_control`.
 * @throws ProviderError `invalid_request` naming the tool
 */
export function toTools(tools: unknown): Record<string, unknown>[] {
  return listOf(tools, 'tools').map((one, at) => {
    const { cache_control: _, ...tool } = one
    const param = `tools[${at}]`
    if (tool['type'] !== 'function')
      throw invalidRequest(`${param}.type`, 'Tools must be of the type function.')
    return { ...tool, function: toFunction(tool['function'], `${param}.function`) }
  })
}

/** The older way to say the same. */
export function toFunctions(functions: unknown): Record<string, unknown>[] {
  return listOf(functions, 'functions').map((one, at) => toFunction(one, `functions[${at}]`))
}

function toFunction(value: unknown, param: string): Record<string, unknown> {
  const { cache_control: _, ...described }: Record<string, unknown> = Object(value)
  const { name } = described
  if (typeof name !== 'string' || name === '')
    throw invalidRequest(`${param}.name`, 'A function needs a name.')
  if (UPSTREAM_TOOLS.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''))) {
    throw invalidRequest(
      `${param}.name`,
      `The name ${name} stands for a tool of the model's vendor, which is not offered: give the function another name.`,
    )
  }
  return described
}

function listOf(value: unknown, param: string): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw invalidRequest(param, `${param} must be a list.`)
  return value.map((one: unknown) => Object(one))
}
