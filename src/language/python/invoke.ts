import type { BindingValue, LanguageCalls } from '#wire/language-calls.ts'
import { fromPython, toPython } from './binding-value.ts'
import type { Interpreter } from './interpreter.ts'
import { reportedError, type ReportedError } from './reported-error.ts'

type Invocation = LanguageCalls['invoke']['ask']
type Outcome = LanguageCalls['invoke']['answer']
type Light = Parameters<typeof fromPython>[0]
type Answered =
  | { readonly result: Light; readonly outputs: Readonly<Record<string, Light>> }
  | { readonly error: ReportedError }

/** One invocation of a function. Rejects with the function's own error, worded as Azure's Python worker does. */
export async function invokeFunction(
  { callId, functionName, inputs, triggerMetadata = {}, retry }: Invocation,
  interpreter: Interpreter,
): Promise<Outcome> {
  const given: ArrayBuffer[] = []
  const light = (values: Invocation['inputs']) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toPython(value, given)]))
  const ask = { inputs: light(inputs), metadata: light(triggerMetadata), retry: retry ?? null }
  const { text, buffers } = await interpreter.invoke(callId, functionName, JSON.stringify(ask), given)
  const answered = JSON.parse(text) as Answered
  if ('error' in answered) throw reportedError(answered.error)
  const outputs = Object.entries(answered.outputs).map(([name, value]): [string, BindingValue] => [
    name,
    fromPython(value, buffers),
  ])
  return { result: fromPython(answered.result, buffers), outputs: Object.fromEntries(outputs) }
}
