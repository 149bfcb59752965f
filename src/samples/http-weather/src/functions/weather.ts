import { app, HttpRequest, HttpResponseInit } from '@azure/functions'

interface Forecast {
  readonly temperature: number
}

// fixtures.http.json answers this address, so that nobody needs a network. Take the fixture away and you are asked
// whether the functions may send requests there.
async function forecast(city: string): Promise<Forecast> {
  const response = await fetch(`https://weather.example.com/v1/${encodeURIComponent(city)}`)
  if (!response.ok) throw new Error(`The weather service answered ${response.status}.`)
  return (await response.json()) as Forecast
}

app.http('Weather', {
  route: 'weather/{city:alpha}',
  methods: ['GET'],
  handler: async (request: HttpRequest): Promise<HttpResponseInit> => {
    const { temperature } = await forecast(request.params.city ?? '')
    const seen = Number(/(?:^|; *)seen=(\d+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? 0) + 1
    return {
      jsonBody: { city: request.params.city, temperature, seen },
      cookies: [{ name: 'seen', value: String(seen), path: '/api/weather', httpOnly: true, sameSite: 'Lax' }],
    }
  },
})

// Level `function`: without a key the host answers 401. The ready-made request carries one.
app.http('Report', {
  route: 'weather/report',
  methods: ['POST'],
  authLevel: 'function',
  handler: async (request: HttpRequest): Promise<HttpResponseInit> => {
    const text = await request.text()
    const cities = text === '' ? ['Lyon', 'Nantes'] : (JSON.parse(text) as string[])
    const lines = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const city = cities.shift()
        if (city === undefined) return controller.close()
        const { temperature } = await forecast(city)
        controller.enqueue(new TextEncoder().encode(`${city}: ${temperature} °C\n`))
      },
    })
    return { body: lines, headers: { 'Content-Type': 'text/plain; charset=utf-8' } }
  },
})
