import { type FunctionInput, input } from '@azure/functions'

export function durableClient(): FunctionInput {
  return input.generic({ type: 'durableClient' })
}
