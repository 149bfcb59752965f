import { useMemo, useState } from 'react'
import { randomHex128 } from '#base/ids.ts'
import type { SourceFile } from '#durable/build.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import { bodyText, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import type { SavedRequest, SentRequest } from '#project/playground-db.ts'
import type { LinkMethod } from '../payload/json-parts.ts'
import { type CheckStatus, checkStatusOf } from './check-status.ts'
import { ExchangeList } from './exchange-list.tsx'
import { ExchangeView } from './exchange-view.tsx'
import { answersOf } from './exchanges.ts'
import { blankForm, edited, readyForm, withSaved, type Form } from './form.ts'
import type { FileRequest } from './http-file.ts'
import { type RequestFile, requestFilesOf } from './http-files.ts'
import { readyMade } from './ready-made.ts'
import { RequestChoice } from './request-choice.tsx'
import { toMessage, type Problem, type RequestDraft } from './request-draft.ts'
import { RequestFiles } from './request-files.tsx'
import { RequestForm } from './request-form.tsx'
import { SentList } from './sent-list.tsx'
import { useExchanges } from './use-exchanges.ts'
import { VariableList } from './variable-list.tsx'
import { type Answer, lookupIn, variablesOf } from './variables.ts'
import styles from './requests-pane.module.css'

interface RequestsPaneProps {
  readonly projectId: string
  readonly functions: readonly FunctionInfo[]
  /** The app runs, so it is known which functions it has. */
  readonly hasStarted?: boolean
  /** Where this project answers, without a slash: `http://localhost:7071`, or the path of its host that the app lives under. */
  readonly origin: string
  readonly send: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  readonly requests?: readonly SavedRequest[]
  readonly onSaveRequests?: (requests: readonly SavedRequest[]) => void
  /** The project's files: requests may be written in them. */
  readonly files?: readonly SourceFile[]
  /** What was sent before this page was opened, newest first. */
  readonly sent?: readonly SentRequest[]
  readonly onSent?: (request: Omit<SentRequest, 'projectId' | 'at'>) => void
}

/** An HTTP client for the project's own functions. Another project is another client; a draft that is saved is no other. */
export function RequestsPane(props: RequestsPaneProps) {
  const { projectId } = props
  const [client, setClient] = useState({ projectId, key: 0 })
  if (client.projectId !== projectId) {
    setClient({ projectId, key: client.projectId === '' ? client.key : client.key + 1 })
  }
  return <Client key={client.key} {...props} />
}

function Client({
  projectId,
  functions,
  hasStarted = false,
  origin,
  send,
  files = none,
  sent = none,
  ...props
}: RequestsPaneProps) {
  const { requests = none, onSaveRequests, onSent } = props
  const ready = readyMade(functions)
  const [written, setWritten] = useState<Form | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const [isRunning, setRunning] = useState(false)
  const { exchanges, latest, ask, giveUp } = useExchanges(send)
  const requestFiles = useMemo(() => requestFilesOf(files), [files])
  const answers = useMemo(() => answersOf(exchanges), [exchanges])
  const variables = useMemo(() => variablesOf(answers), [answers])
  const lastStarted = useMemo(() => startedIn(answers, origin), [answers, origin])
  // Until somebody writes, the form shows the first function's request, also when the functions come later.
  const form = written ?? (ready[0] === undefined ? blankForm : readyForm(ready[0]))
  const shown = exchanges.find(({ id }) => id === chosen) ?? exchanges[0]

  const show = (next: Form) => {
    setWritten(next)
    setProblem(null)
  }
  const askNow = (request: HttpRequestMessage) => {
    setChosen(null)
    void ask(request)
  }
  const poll = (request: HttpRequestMessage) => {
    setChosen(null)
    void ask(request, { until: ({ status }) => status !== 202 })
  }
  const build = (draft: RequestDraft) => {
    const built = toMessage(draft, origin, lookupIn(answersOf(latest())))
    setProblem(built.ok ? null : built.problem)
    return built.ok ? built.request : undefined
  }
  const submit = () => {
    const request = build(form.draft)
    if (request === undefined) return
    askNow(request)
    onSent?.({ ...sentAs(form.draft, origin), body: form.draft.body })
  }
  const save = () => {
    if (build(form.draft) === undefined) return
    const id = form.source.kind === 'saved' ? form.source.id : randomHex128()
    const { method, path, headers } = sentAs(form.draft, origin)
    const { body } = form.draft
    onSaveRequests?.(withSaved(requests, { id, projectId, name: `${method} ${path}`, method, path, headers, body }))
    show({ draft: { ...form.draft, url: path }, source: { kind: 'saved', id } })
  }
  const remove = (id: string) => {
    onSaveRequests?.(requests.filter((one) => one.id !== id))
    show({ ...form, source: { kind: 'own' } })
  }
  const askLink = (method: LinkMethod, href: string) => {
    if (method === 'GET' && !href.includes('{')) askNow({ method, url: href, headers: [], body: null })
    else show(edited({ ...form, source: { kind: 'own' } }, { method, url: href.slice(origin.length), body: '' }))
  }
  const showDraft = (draft: RequestDraft) => show({ draft, source: { kind: 'own' } })
  const showHeader = (name: string, value: string) => {
    const others = form.draft.headers.filter(([header]) => header.toLowerCase() !== name.toLowerCase())
    show(edited(form, { headers: [...others, [name, value]] }))
  }
  /** Each is built when its turn comes: it may ask for what the one before was answered. */
  const run = async (file: RequestFile, list: readonly FileRequest[]) => {
    setRunning(true)
    setChosen(null)
    for (const one of list) {
      const draft = file.draftOf(one)
      const request = build(draft)
      if (request === undefined) {
        setWritten({ draft, source: { kind: 'own' } }) // beside what is wrong with it
        break
      }
      const outcome = await ask(request, { name: one.name })
      if (outcome.kind !== 'answered') break
    }
    setRunning(false)
  }

  return (
    <div className={styles['pane']}>
      <RequestChoice
        hasStarted={hasStarted}
        ready={ready}
        saved={requests}
        form={form}
        onChoose={show}
        {...(onSaveRequests === undefined ? {} : { onSave: save, onRemove: remove })}
      />
      <RequestForm form={form} problem={problem} onChange={show} onSend={submit} />
      {shown !== undefined && (
        <ExchangeView
          key={shown.id}
          exchange={shown}
          origin={origin}
          onGiveUp={() => giveUp(shown.id)}
          onAsk={askNow}
          onPoll={poll}
          onAskLink={askLink}
          onHeader={showHeader}
          lastStarted={lastStarted}
        />
      )}
      <RequestFiles
        files={requestFiles}
        isBusy={isRunning}
        onChoose={(file, request) => showDraft(file.draftOf(request))}
        onRun={(file, list) => void run(file, list)}
      />
      <VariableList variables={variables} />
      {exchanges.length > 1 && (
        <ExchangeList exchanges={exchanges} origin={origin} shownId={shown?.id} onShow={setChosen} />
      )}
      <SentList sent={sent} onChoose={showDraft} />
    </div>
  )
}

const none: readonly never[] = []

/** As it is kept: with its variables unfilled, and without where this app happens to live. */
function sentAs({ method, url, headers }: RequestDraft, origin: string) {
  const path = url.trim().startsWith(`${origin}/`) ? url.trim().slice(origin.length) : url.trim()
  return { method, path, headers }
}

function startedIn(answers: readonly Answer[], origin: string): CheckStatus | undefined {
  for (const { response } of answers) {
    const started = response.status === 202 ? checkStatusOf(bodyText(response), origin) : undefined
    if (started !== undefined) return started
  }
  return undefined
}
