import type { MappingRow, RefusalRow } from '../row.ts'
import { recording, sentRecording } from './media.ts'

const music = 'music'
const sound = 'sound'
const input = { prompt: 'rain', duration_seconds: 12, seed: 7, format: 'wav' }
const sent = { prompt: 'rain', duration: 12, seed: 7, output_format: 'wav' }

export const audioRows: readonly MappingRow[] = [
  {
    request: { model: 'stable-audio-2', kind: music, input },
    route: 'generateAudio2',
    params: { ...sent, model: 'stable-audio-2', steps: 50 },
  },
  {
    request: {
      model: 'stable-audio-2',
      kind: sound,
      input: { ...input, audio: recording, strength: 0 },
      provider_options: { steps: 100, cfg_scale: 25 },
    },
    route: 'transformAudio2',
    params: {
      ...sent,
      model: 'stable-audio-2',
      steps: 100,
      cfg_scale: 25,
      audio: sentRecording,
      strength: 0,
    },
  },
  {
    request: { model: 'stable-audio-2.5', kind: sound, input, provider_options: { steps: 4 } },
    route: 'generateAudio2',
    params: { ...sent, model: 'stable-audio-2.5', steps: 4 },
  },
  {
    request: { model: 'stable-audio-2.5', kind: music, input: { prompt: 'rain', audio: recording } },
    route: 'transformAudio2',
    params: { prompt: 'rain', model: 'stable-audio-2.5', audio: sentRecording, strength: 0.5 },
  },
  {
    request: {
      model: 'stable-audio-2.5-inpaint',
      kind: music,
      input: { ...input, audio: recording },
      provider_options: { mask_start: 2, mask_end: 4, steps: 8 },
    },
    route: 'inpaintAudio2',
    params: { ...sent, audio: sentRecording, mask_start: 2, mask_end: 4, steps: 8 },
  },
  {
    request: { model: 'stable-audio-2.5-inpaint', kind: sound, input: { prompt: 'rain', audio: recording } },
    route: 'inpaintAudio2',
    params: { prompt: 'rain', audio: sentRecording },
  },
  {
    request: { model: 'stable-audio-3', kind: music, input, provider_options: { cfg_scale: 1 } },
    route: 'generateAudio3',
    params: { ...sent, model: 'stable-audio-3', cfg_scale: 1 },
  },
  {
    request: { model: 'stable-audio-3', kind: sound, input: { ...input, audio: recording, strength: 0.2 } },
    route: 'transformAudio3',
    params: { ...sent, model: 'stable-audio-3', audio: sentRecording, strength: 0.2 },
  },
  {
    request: {
      model: 'stable-audio-3-inpaint',
      kind: music,
      input: { prompt: 'rain', audio: recording, seed: 7, format: 'mp3' },
      provider_options: { mask_start: 0, mask_end: 380 },
    },
    route: 'inpaintAudio3',
    params: {
      prompt: 'rain',
      audio: sentRecording,
      seed: 7,
      output_format: 'mp3',
      mask_start: 0,
      mask_end: 380,
    },
  },
  {
    request: { model: 'stable-audio-3-inpaint', kind: sound, input: { prompt: 'rain', audio: recording } },
    route: 'inpaintAudio3',
    params: { prompt: 'rain', audio: sentRecording },
  },
]

export const audioRefusals: readonly RefusalRow[] = [
  {
    request: { model: 'stable-audio-2', kind: music, input: { prompt: 'a', strength: 0.5 } },
    param: 'input.strength',
  },
  {
    request: {
      model: 'stable-audio-2',
      kind: music,
      input: { prompt: 'a' },
      provider_options: { steps: 29 },
    },
    param: 'provider_options.steps',
  },
  {
    request: {
      model: 'stable-audio-2.5',
      kind: music,
      input: { prompt: 'a' },
      provider_options: { steps: 9 },
    },
    param: 'provider_options.steps',
  },
  {
    request: {
      model: 'stable-audio-2.5-inpaint',
      kind: music,
      input: { prompt: 'a', audio: recording },
      provider_options: { cfg_scale: 1 },
    },
    param: 'provider_options.cfg_scale',
  },
  {
    request: {
      model: 'stable-audio-2.5-inpaint',
      kind: music,
      input: { prompt: 'a', audio: recording },
      provider_options: { mask_end: 191 },
    },
    param: 'provider_options.mask_end',
  },
  {
    request: {
      model: 'stable-audio-3-inpaint',
      kind: music,
      input: { prompt: 'a', audio: recording },
      provider_options: { mask_end: 20 },
    },
    param: 'provider_options.mask_end',
  },
  {
    request: { model: 'stable-audio-3-inpaint', kind: music, input: { prompt: 'a' } },
    param: 'input.audio',
  },
  {
    request: {
      model: 'stable-audio-3',
      kind: music,
      input: { prompt: 'a', audio: { url: 'data:audio/ogg;base64,AAEC' } },
    },
    param: 'input.audio',
  },
  {
    request: {
      model: 'stable-audio-3',
      kind: music,
      input: { prompt: 'a', audio: { url: 'https://files.example/a.wav' } },
    },
    param: 'input.audio',
  },
]
