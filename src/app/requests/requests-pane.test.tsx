import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { FunctionInfo } from '#durable/function-info.ts'
import { emptyResponse, jsonResponse, textResponse, type HttpResponseMessage } from '#durable/http-message.ts'
import { ExchangeView } from './exchange-view.tsx'
import { RequestsPane } from './requests-pane.tsx'

const origin = 'http://localhost:7071'

test('the pane opens on the first HTTP function, ready to send', () => {
  const markup = renderToStaticMarkup(
    <RequestsPane projectId="p" functions={[start]} origin={origin} send={() => Promise.resolve(emptyResponse(200))} />,
  )
  expect(markup).toContain('value="/api/StartChaining"')
  expect(markup).toContain('StartChaining (POST)')
  expect(markup).toContain('Send')
})

test('before anything runs the pane says where requests come from', () => {
  const markup = renderToStaticMarkup(
    <RequestsPane projectId="p" functions={[]} origin={origin} send={() => Promise.resolve(emptyResponse(200))} />,
  )
  expect(markup).toContain('Press Run')
})

test('a check-status answer has links and buttons', () => {
  const at = `${origin}/runtime/webhooks/durabletask/instances/abc`
  const markup = shown(
    jsonResponse(202, { id: 'abc', statusQueryGetUri: at, terminatePostUri: `${at}/terminate?reason={text}` }),
  )
  expect(markup).toContain('202 Accepted')
  expect(markup).toContain(`href="${at}" title="${at}" target="_blank" rel="noopener noreferrer"`)
  expect(markup).toContain('Send here')
  expect(markup).toContain('More to do with this orchestration')
  expect(markup).not.toContain(`href="${at}/terminate`)
})

test('HTML in a body is text, and a cookie is seen', () => {
  const markup = shown(textResponse(200, '<img src=x onerror=alert(1)>', [['Set-Cookie', 'a=b']]))
  expect(markup).toContain('&lt;img src=x')
  expect(markup).not.toContain('<img')
  expect(markup).toContain('Set-Cookie: a=b')
  expect(markup).toContain('Send back')
})

const start: FunctionInfo = {
  name: 'StartChaining',
  kind: 'http',
  trigger: 'httpTrigger',
  http: { route: 'api/StartChaining', methods: ['POST'], authLevel: 'anonymous' },
}

function shown(response: HttpResponseMessage): string {
  const request = { method: 'POST', url: `${origin}/api/StartChaining`, headers: [], body: null }
  const nothing = () => undefined
  return renderToStaticMarkup(
    <ExchangeView
      exchange={{ id: 1, request, outcome: { kind: 'answered', response, took: 13.7 } }}
      origin={origin}
      onGiveUp={nothing}
      onAsk={nothing}
      onPoll={nothing}
      onAskLink={nothing}
      onHeader={nothing}
    />,
  )
}
