export { RunwayClient, type Unchecked, type WaitForTaskOptions } from './client.ts'
export { TaskFailedError } from './task-errors.ts'
export type { CreatedTask, SucceededTask, Task } from './resources/task.ts'
export type { Organization } from './resources/organization.ts'
export type { FirstFrame } from './resources/media.ts'
export { GEN4_IMAGE_RATIOS, type ReferenceImage, type TextToImageParams } from './resources/image.ts'
export { GEN4_VIDEO_RATIOS, GEN45_TEXT_RATIOS, VEO_DURATIONS, VEO_RATIOS } from './resources/video.ts'
export type {
  Gen45ImageToVideo,
  Gen45TextToVideo,
  Gen4TurboImageToVideo,
  ImageToVideoParams,
  TextToVideoParams,
  VeoImageToVideo,
  VeoTextToVideo,
} from './resources/video.ts'
