import { startVendorSim } from '@jointo/vendor-sim'
import { describe, expect, it, onTestFinished } from 'vitest'
import { kindsOf } from '../src/index.ts'
import { mappings } from './mappings/index.ts'
import { subjects } from './subjects/index.ts'

describe.each(mappings)('what $name is sent', ({ name, map, rows, refusals }) => {
  it.each(rows)('for $request.kind with $request.model: $request.input', ({ request, route, params }) => {
    const call = map(request)
    expect(call.route).toBe(route)
    expect(JSON.parse(JSON.stringify(call.params))).toEqual(params)
  })

  it.each(refusals)('nothing, for $request.model: $request.input ($param)', ({ request, param }) => {
    expect(() => map(request)).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })

  it('is shown for each kind of each model that makes files', async () => {
    const sims = await startVendorSim()
    onTestFinished(() => sims.close())
    const provider = subjects.find((subject) => subject.name === name)?.make('sk-key_good', sims)
    const wanted = (provider?.models ?? []).flatMap((model) =>
      kindsOf(model)
        .filter((kind) => kind !== 'chat' && kind !== 'embedding')
        .map((kind) => `${kind} ${model.id}`),
    )
    const shown = new Set(rows.map(({ request }) => `${request.kind} ${request.model}`))
    expect(wanted.filter((one) => !shown.has(one))).toEqual([])
    await provider?.close()
  })
})
