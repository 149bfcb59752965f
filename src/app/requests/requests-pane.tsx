import { useState } from 'react'
import { randomHex128 } from '#base/ids.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { SavedRequest } from '#project/playground-db.ts'
import type { LinkMethod } from '../payload/json-parts.ts'
import { ExchangeList } from './exchange-list.tsx'
import { ExchangeView } from './exchange-view.tsx'
import { blankForm, edited, readyForm, withSaved, type Form } from './form.ts'
import { readyMade } from './ready-made.ts'
import { RequestChoice } from './request-choice.tsx'
import { toMessage, type Problem } from './request-draft.ts'
import { RequestForm } from './request-form.tsx'
import { useExchanges } from './use-exchanges.ts'
import styles from './requests-pane.module.css'

interface RequestsPaneProps {
  readonly projectId: string
  readonly functions: readonly FunctionInfo[]
  /** Where this project answers, without a slash: `http://localhost:7071`, or the path of its host that the app lives under. */
  readonly origin: string
  readonly send: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  readonly requests?: readonly SavedRequest[]
  readonly onSaveRequests?: (requests: readonly SavedRequest[]) => void
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

function Client({ projectId, functions, origin, send, requests = [], onSaveRequests }: RequestsPaneProps) {
  const ready = readyMade(functions)
  const [written, setWritten] = useState<Form | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const { exchanges, ask, giveUp } = useExchanges(send)
  // Until somebody writes, the form shows the first function's request, also when the functions come later.
  const form = written ?? (ready[0] === undefined ? blankForm : readyForm(ready[0]))
  const shown = exchanges.find(({ id }) => id === chosen) ?? exchanges[0]

  const show = (next: Form) => {
    setWritten(next)
    setProblem(null)
  }
  const askNow = (request: HttpRequestMessage) => {
    setChosen(null)
    ask(request)
  }
  const build = () => {
    const built = toMessage(form.draft, origin)
    setProblem(built.ok ? null : built.problem)
    return built.ok ? built.request : undefined
  }
  const submit = () => {
    const request = build()
    if (request !== undefined) askNow(request)
  }
  const save = () => {
    const path = build()?.url.slice(origin.length)
    if (path === undefined) return
    const id = form.source.kind === 'saved' ? form.source.id : randomHex128()
    const { method, headers, body } = form.draft
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

  return (
    <div className={styles['pane']}>
      <RequestChoice
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
          onAskLink={askLink}
        />
      )}
      {exchanges.length > 1 && (
        <ExchangeList exchanges={exchanges} origin={origin} shownId={shown?.id} onShow={setChosen} />
      )}
    </div>
  )
}
