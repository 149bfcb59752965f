import { app, InvocationContext, output, Timer } from '@azure/functions'

const done = output.storageQueue({ queueName: 'cleanups', connection: 'AzureWebJobsStorage' })

// Six fields, seconds first: every day at 02:30. The Run button beside it in the list of functions does not wait so long.
app.timer('CleanUp', {
  schedule: '%CLEANUP_SCHEDULE%',
  // The first two attempts fail, ten seconds apart. Only timers and event streams have such a policy.
  retry: { strategy: 'fixedDelay', delayInterval: { seconds: 10 }, maxRetryCount: 3 },
  return: done,
  handler: (timer: Timer, context: InvocationContext) => {
    const attempt = context.retryContext?.retryCount ?? 0
    if (timer.isPastDue) context.warn('Nobody was there when it was time. It runs now.')
    if (attempt < 2) throw new Error('The disk is busy.')
    return { attempt, lastRun: timer.scheduleStatus?.last ?? null }
  },
})

app.storageQueue('Cleaned', {
  queueName: 'cleanups',
  connection: 'AzureWebJobsStorage',
  handler: (message: unknown, context: InvocationContext) => context.log('Cleaned up:', message),
})
