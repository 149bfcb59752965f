import { expect, test } from 'vitest'
import { taskFor } from './requests.ts'
import { pythonStateJson } from './state-json.ts'

test('retry options are written back as Python wrote them, points and all', () => {
  const retryText = '{"firstRetryIntervalInMilliseconds": 5000.0, "maxNumberOfAttempts": 3}'
  const fields = {
    type: 'CallActivityWithRetry',
    name: 'A',
    input: '1',
    retry: JSON.parse(retryText) as object,
    retryText,
  }
  const { asked } = taskFor(`j${JSON.stringify(fields)}`)
  const state = { isDone: false, schema: 1, output: undefined, error: undefined, customStatus: undefined }
  expect(pythonStateJson({ ...state, asked: asked ? [asked] : [] })).toContain(`"retryOptions": ${retryText}`)
})
