const df = require('durable-functions')

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const took = { tea: 300, rice: 480, soap: 390, salt: 620, figs: 360, oats: 740 }
let charges = 0

df.app.activity('priceOrder', { handler: async (lines) => (await sleep(250), lines.length * 7) })
df.app.activity('reserveItem', { handler: async (line) => (await sleep(took[line]), `${line} reserved`) })
df.app.activity('printLabel', { handler: async () => (await sleep(260), 'label 4711') })
df.app.activity('bookCourier', { handler: async () => (await sleep(340), 'tomorrow') })
df.app.activity('chargeCard', {
  handler: async (price) => {
    await sleep(280)
    if (++charges < 3) throw new Error('the bank does not answer')
    return `paid ${price} €`
  },
})
