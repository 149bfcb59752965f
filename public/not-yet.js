// Somebody opened a function's URL before this browser had our service worker: bring it up, then ask once more.
const tried = `asked twice: ${location.href}`

function say(text) {
  document.getElementById('message').textContent = text
}

async function askAgain() {
  if (!('serviceWorker' in navigator)) {
    say('These functions run in the browser, by a service worker, which this browser does not offer here.')
    return
  }
  if (sessionStorage.getItem(tried)) {
    sessionStorage.removeItem(tried)
    say('These functions run in the browser. Open the playground, run the project there, then load this page again.')
    return
  }
  sessionStorage.setItem(tried, 'yes')
  await navigator.serviceWorker.register('/service-worker.js')
  await navigator.serviceWorker.ready
  location.reload()
}

askAgain().catch((error) => say(`The service worker could not be started: ${error.message}`))
