import { expect, it } from 'vitest'
import { describeError, isErrorInside, type DescribedError } from './describe-error.ts'

it.each<[unknown, DescribedError | undefined]>([
  [{ error: { message: 'no', type: 'Aihubmix_api_error', code: 'x' } }, { code: 'x', message: 'no' }],
  [{ error: { message: 'no', type: '', code: 7 } }, { code: '7', message: 'no' }],
  [
    { error: { message: 'no', type: 'invalid_request_error' } },
    { code: 'invalid_request_error', message: 'no' },
  ],
  [{ error: 'no' }, { message: 'no' }],
  [{ error: {} }, { code: undefined, message: undefined }],
  [
    { error: { code: 'x' }, message: 'beside' },
    { code: 'x', message: 'beside' },
  ],
  [
    { type: 'error', error: { type: 'overloaded_error', message: 'no' } },
    { code: 'overloaded_error', message: 'no' },
  ],
  [
    { error: { code: 429, message: 'no', status: 'RESOURCE_EXHAUSTED' } },
    { code: 'RESOURCE_EXHAUSTED', message: 'no' },
  ],
  [{ success: false, message: 'no' }, { message: 'no' }],
  [{ error: [] }, undefined],
  ['<html>', undefined],
  [undefined, undefined],
])('reads %j', (body, expected) => expect(describeError(body)).toEqual(expected))

it.each<[unknown, boolean]>([
  [{ error: { message: 'no' } }, true],
  [{ error: 'no' }, true],
  [{ status: 500, error: 'Internal' }, true],
  [{ id: '', error: { message: 'no' } }, true],
  [{ id: 'chatcmpl-1', choices: [], error: { message: 'no' } }, true],
  [{ id: 'resp_1', object: 'response', status: 'failed', error: { message: 'no' } }, true],
  [{ success: false, message: 'no' }, true],
  [{ success: true, data: {} }, false],
  [{ id: 'v', object: 'video', status: 'failed', error: { message: 'no' } }, false],
  [{ status: 'failed', error: 'no' }, false],
  [{ id: 'resp_1', object: 'response', status: 'completed', error: null }, false],
  [{ error: '' }, false],
  [[], false],
  ['error', false],
])('error inside %j: %s', (body, expected) => expect(isErrorInside(body)).toBe(expected))
