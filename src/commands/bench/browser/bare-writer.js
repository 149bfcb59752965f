// Writes what a run left behind once more: the same records, in as many transactions over the same stores, with as many
// round trips over a port, and nothing else.

const STORES = ['instances', 'history', 'episodes', 'inbox', 'workItems', 'timers', 'logs']

onmessage = async ({ data: { hub, ids, transactions, roundTrips }, ports: [port] }) => {
  try {
    const from = await opened(hub)
    const schema = STORES.map((store) => schemaOf(from.transaction(store).objectStore(store)))
    const operations = await operationsOf(from, new Set(ids))
    from.close()
    const ms = await timed(schema, batches(operations, transactions), roundTrips, port)
    postMessage({ ms, operations: operations.length })
  } catch (error) {
    postMessage({ error: String(error) })
  }
}

/** All that was written for those instances, in the order in which it was. */
async function operationsOf(db, ids) {
  const [instances, histories, episodes, logs] = await Promise.all(
    ['instances', 'history', 'episodes', 'logs'].map((store) =>
      answered(db.transaction(store).objectStore(store).getAll()),
    ),
  )
  const ours = new Map(instances.filter((each) => ids.has(each.instanceId)).map((each) => [each.instanceId, each]))
  const mine = ({ instanceId }) => ours.has(instanceId)
  const traces = new Map(episodes.filter(mine).map((each) => [`${each.instanceId} ${each.from}`, each]))
  const rows = histories.filter(mine).sort((a, b) => a.events[0].at - b.events[0].at)
  const lines = logs.filter((row) => row.lines.some(mine))
  const each = Math.ceil(lines.length / Math.max(1, rows.length))
  const started = [...ours.values()].flatMap((instance, i) => [
    { store: 'instances', put: instance },
    { store: 'inbox', put: { id: i, instanceId: instance.instanceId, event: rows[0].events[1] } },
  ])
  const episodesWritten = rows.flatMap((row, i) => [
    { store: 'history', put: row },
    { store: 'instances', put: ours.get(row.instanceId) },
    { store: 'episodes', put: traces.get(`${row.instanceId} ${row.from}`) },
    ...row.events.flatMap((event) => workOf(row, event)),
    ...lines.slice(i * each, (i + 1) * each).map((put) => ({ store: 'logs', put })),
  ])
  return [...started, ...episodesWritten]
}

function workOf({ instanceId, executionId }, event) {
  const { type, id: taskId, name, input, taskScheduledId } = event
  if (type === 'TaskScheduled') return [{ store: 'workItems', put: { instanceId, executionId, taskId, name, input } }]
  return type === 'TaskCompleted' ? [{ store: 'workItems', drop: [instanceId, executionId, taskScheduledId] }] : []
}

function batches(operations, count) {
  return Array.from({ length: count }, (_, i) =>
    operations.slice(Math.floor((i * operations.length) / count), Math.floor(((i + 1) * operations.length) / count)),
  )
}

async function timed(schema, work, roundTrips, port) {
  const name = `bare ${Math.random()}`
  const db = await opened(name, schema)
  const trip = echo(port)
  let trips = 0
  const startedAt = performance.now()
  for (const [i, batch] of work.entries()) {
    for (; trips < ((i + 1) * roundTrips) / work.length; trips++) await trip(batch.find(({ put }) => put)?.put ?? null)
    await write(db, batch)
  }
  const ms = performance.now() - startedAt
  db.close()
  indexedDB.deleteDatabase(name)
  return ms
}

function write(db, batch) {
  const transaction = db.transaction(STORES, 'readwrite', { durability: 'relaxed' })
  for (const { store, put, drop } of batch) {
    if (drop) transaction.objectStore(store).delete(drop)
    else transaction.objectStore(store).put(put)
  }
  transaction.commit()
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error)
  })
}

function echo(port) {
  let back = () => {}
  port.onmessage = () => back()
  return (data) =>
    new Promise((resolve) => {
      back = resolve
      port.postMessage(data)
    })
}

function schemaOf({ name, keyPath, autoIncrement, indexNames }) {
  return { name, keyPath, autoIncrement, indexes: [...indexNames] }
}

function opened(name, schema = []) {
  const request = indexedDB.open(name)
  request.onupgradeneeded = () => {
    for (const { name: store, keyPath, autoIncrement, indexes } of schema) {
      const made = request.result.createObjectStore(store, { keyPath, autoIncrement })
      for (const each of indexes) made.createIndex(each, each)
    }
  }
  return answered(request)
}

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
