import { memfs } from 'memfs'
import files from 'durable-playground/files'

// Node's `fs`, in memory: it begins with the app's files where Azure has them, and ends with its language worker.

const { fs, vol } = memfs({ '/tmp': {}, '/home/site/wwwroot': files }, { cwd: '/home/site/wwwroot' })
vol.mkdirSync('/tmp', { recursive: true })

export default fs
