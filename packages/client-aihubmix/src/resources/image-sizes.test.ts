import { expect, it } from 'vitest'
import { sizeProblem } from './image-sizes.ts'

it.each<[string, string, RegExp | undefined]>([
  ['gpt-image-1.5', 'auto', undefined],
  ['gpt-image-1.5', '1536x1024', undefined],
  ['gpt-image-1.5', '1536x1536', /1024x1536/],
  ['gpt-image-2', 'auto', undefined],
  ['gpt-image-2', '3840x2160', undefined],
  ['gpt-image-2', '2160x3840', undefined],
  ['gpt-image-2', '3072x1024', undefined],
  ['gpt-image-2', '3088x1024', /three times/],
  ['gpt-image-2', '3856x2160', /at most/],
  ['gpt-image-2', '2896x2880', /at most/],
  ['gpt-image-2.5-sunburst', '1024x1000', /multiples/],
  ['gpt-image-2', '1K', /auto/],
  ['mai-image-2.6', '1K', undefined],
  ['mai-image-2.6', '1000x9999', undefined],
])('%s %s', (model, size, problem) => {
  if (problem === undefined) expect(sizeProblem(model, size)).toBeUndefined()
  else expect(sizeProblem(model, size)).toMatch(problem)
})
