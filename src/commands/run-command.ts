import { reasonOf } from '#base/reason-of.ts'

/**
 * Runs a command, whose answer is its exit status. When it throws, that is 2, and the reason is said on stderr without a
 * trace: what is told there is the person's to mend.
 */
export async function runCommand(
  command: () => number | Promise<number>,
  inWords: (error: unknown) => string = reasonOf,
): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    process.exitCode = 2
    process.stderr.write(`${inWords(error)}\n`)
  }
}
