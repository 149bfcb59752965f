const df = require('durable-functions')

df.app.orchestration('shipOrder', function* (context) {
  const { payment } = context.df.getInput()
  const label = yield context.df.callActivity('printLabel', payment)
  return yield context.df.callActivity('bookCourier', label)
})
