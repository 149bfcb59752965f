import { requireNumber } from './check.ts'

/** How an activity or sub-orchestration is tried again; all times in milliseconds. */
export class RetryOptions {
  readonly firstRetryIntervalInMilliseconds: number
  readonly maxNumberOfAttempts: number
  declare backoffCoefficient?: number
  declare maxRetryIntervalInMilliseconds?: number
  declare retryTimeoutInMilliseconds?: number

  constructor(firstRetryIntervalInMilliseconds: number, maxNumberOfAttempts: number) {
    this.firstRetryIntervalInMilliseconds = firstRetryIntervalInMilliseconds
    this.maxNumberOfAttempts = maxNumberOfAttempts
    requireNumber(firstRetryIntervalInMilliseconds, 'firstRetryIntervalInMilliseconds')
    requireNumber(maxNumberOfAttempts, 'maxNumberOfAttempts')
    if (firstRetryIntervalInMilliseconds <= 0)
      throw new RangeError('firstRetryIntervalInMilliseconds value must be greater than 0.')
  }
}
