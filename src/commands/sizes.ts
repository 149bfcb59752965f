import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build/paths.ts'
import { runCommand } from './run-command.ts'

// The ten largest files of src, or of one folder in it, for a look now and then: `npm run sizes [FOLDER]`.

await runCommand(() => {
  const folder = join(root, 'src', process.argv[2] ?? '')
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder}.`)
  const lines = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(tsx?|css|py)$/.test(entry.name) && !entry.parentPath.includes('src/samples'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(root.length), count: readFileSync(path, 'utf8').split('\n').length }))
    .toSorted((a, b) => b.count - a.count)

  console.log(`${lines.length} files, median ${lines[lines.length >> 1]?.count ?? 0} lines. The largest:`)
  for (const { path, count } of lines.slice(0, 10)) console.log(`${String(count).padStart(6)}  ${path}`)
  return 0
})
