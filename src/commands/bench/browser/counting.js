/* oxlint-disable typescript/unbound-method -- they are called with their own `this` */

// Stands before the host worker's own code in the measured build: counts what the bare run has to do as well.
{
  const counted = { transactions: 0, messages: 0 }
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === 'readwrite') counted.transactions++
    return transaction.call(this, stores, mode, options)
  }
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function (...args) {
    counted.messages++
    return postMessage.apply(this, args)
  }
  const channel = new BroadcastChannel('bench-counts')
  channel.onmessage = ({ data }) => {
    if (data === 'how many?') channel.postMessage({ ...counted })
  }
}
