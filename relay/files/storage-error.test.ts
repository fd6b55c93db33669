import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { onDisk, systemCode, toStorageError } from './storage-error.ts'

const failure = (code: string) => Object.assign(new Error(`${code}: /secret/path`), { code })

describe('toStorageError', () => {
  it.each([
    ['ENOSPC', 'storage_full'],
    ['EDQUOT', 'storage_full'],
    ['EFBIG', 'storage_full'],
    ['EACCES', 'storage_unavailable'],
    ['EROFS', 'storage_unavailable'],
    ['EIO', 'storage_unavailable'],
    ['ENOTDIR', 'storage_unavailable'],
    ['EMFILE', 'storage_unavailable'],
  ])('makes of %s the code %s and keeps the path to itself', (system, code) => {
    const error = toStorageError(failure(system))
    expect(error).toMatchObject({ code, detail: { system } })
    expect((error as Error).message).not.toContain('secret')
  })

  it('leaves everything else alone', () => {
    const ours = new AppError('invalid_request', 'no')
    const others = [
      ours,
      new TypeError('x'),
      Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG' }),
      'text',
      null,
    ]
    for (const thrown of others) expect(toStorageError(thrown)).toBe(thrown)
  })
})

describe('onDisk', () => {
  it('translates what the work fails with', async () => {
    await expect(onDisk(() => Promise.reject(failure('ENOSPC')))).rejects.toMatchObject({
      code: 'storage_full',
    })
    await expect(onDisk(() => Promise.resolve(3))).resolves.toBe(3)
  })
})

describe('systemCode', () => {
  it('knows the names of system failures and nothing else', () => {
    expect(systemCode(failure('E2BIG'))).toBe('E2BIG')
    expect(systemCode({ code: 'ENOENT' })).toBeNull()
    expect(systemCode(Object.assign(new Error('x'), { code: 7 }))).toBeNull()
  })
})
