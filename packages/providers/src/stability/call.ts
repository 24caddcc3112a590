import type {
  ControlParams,
  ControlStyleParams,
  EraseParams,
  GenerateAudio2Params,
  GenerateAudio3Params,
  GenerateCoreParams,
  GenerateFast3DParams,
  GeneratePointAware3DParams,
  GenerateSD3Params,
  GenerateUltraParams,
  GenerateV1Params,
  InpaintAudio2Params,
  InpaintAudio3Params,
  InpaintParams,
  MaskV1Params,
  OutpaintParams,
  RemoveBackgroundParams,
  ReplaceBackgroundAndRelightParams,
  SearchAndRecolorParams,
  SearchAndReplaceParams,
  TransferStyleParams,
  TransformAudio2Params,
  TransformAudio3Params,
  TransformV1Params,
  UpscaleConservativeParams,
  UpscaleCreativeParams,
  UpscaleFastParams,
} from '@jointo/client-stability'

/** What each of the client's methods is given. */
export interface Calls {
  generateCore: GenerateCoreParams
  generateUltra: GenerateUltraParams
  generateSD3: GenerateSD3Params
  generateV1: GenerateV1Params
  transformV1: TransformV1Params
  maskV1: MaskV1Params
  erase: EraseParams
  inpaint: InpaintParams
  outpaint: OutpaintParams
  searchAndReplace: SearchAndReplaceParams
  searchAndRecolor: SearchAndRecolorParams
  removeBackground: RemoveBackgroundParams
  replaceBackgroundAndRelight: ReplaceBackgroundAndRelightParams
  controlSketch: ControlParams
  controlStructure: ControlParams
  controlStyle: ControlStyleParams
  transferStyle: TransferStyleParams
  upscaleFast: UpscaleFastParams
  upscaleConservative: UpscaleConservativeParams
  upscaleCreative: UpscaleCreativeParams
  generateAudio2: GenerateAudio2Params
  transformAudio2: TransformAudio2Params
  inpaintAudio2: InpaintAudio2Params
  generateAudio3: GenerateAudio3Params
  transformAudio3: TransformAudio3Params
  inpaintAudio3: InpaintAudio3Params
  generateFast3D: GenerateFast3DParams
  generatePointAware3D: GeneratePointAware3DParams
}

export type Route = keyof Calls

/** Which method, and what it is given. */
export type StabilityCall<R extends Route = Route> = { [K in R]: { route: K; params: Calls[K] } }[R]
