import { app, HttpRequest, InvocationContext, input, output } from '@azure/functions'

const connection = 'AzureWebJobsStorage'

// The path names the blob: {name} is the route's, and whatever is sent becomes its content.
const upload = output.storageBlob({ path: 'uploads/{name}.csv', connection })

app.http('Upload', {
  route: 'files/{name}',
  methods: ['PUT'],
  extraOutputs: [upload],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    context.extraOutputs.set(upload, await request.text())
    return { status: 201 }
  },
})

// Each blob that is written there calls this, and its answer is written beside it. {name} is the one of the path.
app.storageBlob('Count', {
  path: 'uploads/{name}.csv',
  connection,
  return: output.storageBlob({ path: 'reports/{name}.json', connection }),
  handler: (blob: unknown, context: InvocationContext) => {
    const lines = String(blob).trim().split('\n') // it is a Buffer, and its text is what counts here
    const sum = lines.reduce((total, line) => total + Number(line.split(';')[1] ?? 0), 0)
    context.log(`${context.triggerMetadata?.blobTrigger} has ${lines.length} lines.`)
    return { lines: lines.length, sum }
  },
})

const report = input.storageBlob({ path: 'reports/{name}.json', connection })

app.http('Report', {
  route: 'files/{name}/report',
  methods: ['GET'],
  extraInputs: [report],
  handler: (_request: HttpRequest, context: InvocationContext) => {
    const counted = context.extraInputs.get(report)
    return counted ? { jsonBody: counted } : { status: 404, body: 'Not counted yet.' }
  },
})
