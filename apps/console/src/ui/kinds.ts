import {
  AudioLines,
  Box,
  Captions,
  Clapperboard,
  Image,
  ImageUpscale,
  Languages,
  type LucideIcon,
  Mic,
  Music,
  PencilLine,
  Scaling,
  Wind,
} from 'lucide-react'
import type { Kind } from '../api/types.ts'

/** Every kind that produces files, in the order in which people look for them. */
export const KINDS: readonly { kind: Kind; title: string; icon: LucideIcon }[] = [
  { kind: 'image', title: 'Image', icon: Image },
  { kind: 'image_edit', title: 'Edit image', icon: PencilLine },
  { kind: 'image_upscale', title: 'Upscale image', icon: ImageUpscale },
  { kind: 'video', title: 'Video', icon: Clapperboard },
  { kind: 'video_upscale', title: 'Upscale video', icon: Scaling },
  { kind: 'model_3d', title: '3D model', icon: Box },
  { kind: 'speech', title: 'Speech', icon: AudioLines },
  { kind: 'voice', title: 'Change voice', icon: Mic },
  { kind: 'music', title: 'Music', icon: Music },
  { kind: 'sound', title: 'Sound', icon: Wind },
  { kind: 'transcription', title: 'Transcribe', icon: Captions },
  { kind: 'translation', title: 'Translate', icon: Languages },
]

export const kindTitle = (kind: Kind): string => KINDS.find((one) => one.kind === kind)?.title ?? kind

export const isKind = (word: string | null): word is Kind => KINDS.some(({ kind }) => kind === word)
