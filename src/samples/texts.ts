/** The text of every file of every sample, by its path beside this file; fetched when asked for. */
export const texts = import.meta.glob<string>(['./*/**/*', '!**/node_modules/**'], { query: '?raw', import: 'default' })
