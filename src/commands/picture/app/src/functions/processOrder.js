const df = require('durable-functions')

df.app.orchestration('processOrder', function* (context) {
  const order = context.df.getInput()
  const price = yield context.df.callActivity('priceOrder', order.lines)

  const tasks = order.lines.map((line) => context.df.callActivity('reserveItem', line))
  const reserved = yield context.df.Task.all(tasks)

  const retry = new df.RetryOptions(300, 4)
  const payment = yield context.df.callActivityWithRetry('chargeCard', retry, price)
  yield context.df.callSubOrchestrator('shipOrder', { reserved, payment })

  const deadline = new Date(context.df.currentUtcDateTime.getTime() + 72 * 3600_000)
  const approval = context.df.waitForExternalEvent('Approved')
  const timeout = context.df.createTimer(deadline)
  const winner = yield context.df.Task.any([approval, timeout])
  return winner === approval ? 'sent' : 'returned'
})
