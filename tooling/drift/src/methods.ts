import type ts from 'typescript-classic'

/** Arguments of a method that hold what is sent; others are ids and options. */
const DATA = new Set(['body', 'query', 'params'])

/** A method of an SDK. */
export interface SDKMethod {
  /** `chat.completions.create` */
  name: string
  /** What is sent beside ids; undefined where there is nothing. */
  sent: ts.Type | undefined
  /** What its promise holds, one for each way to call it. */
  answered: ts.Type[]
}

/** Every method of the resources of an SDK's client, found by their types. */
export function methodsOf(
  client: ts.Type,
  checker: ts.TypeChecker,
  above: readonly string[] = [],
): SDKMethod[] {
  return checker.getPropertiesOfType(client).flatMap((property) => {
    if (property.name.startsWith('_')) return []
    const type = checker.getTypeOfSymbol(property)
    const name = [...above, property.name]
    if (isResource(type)) return methodsOf(type, checker, name)
    const signatures = type.getCallSignatures()
    // The client's own methods, such as `get`, are no resources.
    if (above.length === 0 || signatures.length === 0) return []
    return [
      { name: name.join('.'), sent: sentBy(signatures, checker), answered: answersOf(signatures, checker) },
    ]
  })
}

function isResource(type: ts.Type): boolean {
  return type.getProperty('_client') !== undefined
}

/** The last way to call a method is the one that takes everything. */
function sentBy(signatures: readonly ts.Signature[], checker: ts.TypeChecker): ts.Type | undefined {
  const data = signatures
    .map(({ parameters }) => parameters.find(({ name }) => DATA.has(name)))
    .findLast((found) => found !== undefined)
  return data && checker.getTypeOfSymbol(data)
}

function answersOf(signatures: readonly ts.Signature[], checker: ts.TypeChecker): ts.Type[] {
  return signatures.flatMap((signature) => checker.getAwaitedType(signature.getReturnType()) ?? [])
}

/** What is sent, out of the list of parameters of one of our methods. */
export function dataParameter(parameters: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const { target } = parameters as ts.TupleTypeReference
  const index = (target.labeledElementDeclarations ?? []).findIndex(
    (label) => label !== undefined && DATA.has(label.name.getText()),
  )
  return checker.getTypeArguments(parameters as ts.TypeReference)[index]
}
