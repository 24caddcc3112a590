import type { FormFile } from '@jointo/http-base'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { StabilityCall } from '../call.ts'
import type { RelightOptions, RelightReference } from '../options/edit.ts'
import { neededPicture, picturesOf, REFERENCE, SOURCE } from './files.ts'
import { pictureWords } from './words.ts'

const DEFAULT_USES: readonly RelightReference[] = ['background', 'light']

export function toRelight(input: GenerationInput, options: RelightOptions): StabilityCall {
  const { references: uses = DEFAULT_USES, ...others } = options
  const pictures = referencesByUse(picturesOf(input, REFERENCE), uses)
  const subject = { subject_image: neededPicture(input, SOURCE), negative_prompt: input.negative_prompt }
  const background = backgroundOf(input, pictures.get('background'))
  const light = lightOf(others, pictures.get('light'))
  return {
    route: 'replaceBackgroundAndRelight',
    params: { ...subject, ...pictureWords(input), ...others, ...background, ...light },
  }
}

function referencesByUse(
  pictures: readonly FormFile[],
  uses: readonly RelightReference[],
): ReadonlyMap<RelightReference, FormFile> {
  if (pictures.length > uses.length) {
    const message = `Here are ${pictures.length} pictures with the role reference, and ${uses.length} of them named in provider_options.references.`
    throw invalidRequest('input.images', message)
  }
  return new Map(
    uses.flatMap((use, index) => {
      const picture = pictures[index]
      return picture === undefined ? [] : [[use, picture] as const]
    }),
  )
}

function backgroundOf({ prompt }: GenerationInput, background_reference: FormFile | undefined) {
  if (prompt !== undefined) return { background_prompt: prompt, background_reference }
  if (background_reference !== undefined) return { background_reference }
  throw invalidRequest('input.prompt', 'Say the background in prompt, or give a picture of it as reference.')
}

function lightOf(
  { light_source_direction, light_source_strength }: RelightOptions,
  light_reference: FormFile | undefined,
) {
  if (light_source_direction !== undefined) {
    return { light_source_direction, light_source_strength, light_reference }
  }
  if (light_reference !== undefined) {
    return { light_source_direction: undefined, light_source_strength, light_reference }
  }
  if (light_source_strength === undefined) return NO_LIGHT
  throw invalidRequest(
    'provider_options.light_source_strength',
    'This needs light_source_direction, or a picture of the light as second reference.',
  )
}

const NO_LIGHT = {
  light_source_direction: undefined,
  light_source_strength: undefined,
  light_reference: undefined,
} as const
