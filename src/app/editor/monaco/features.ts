/** What the editor can do: all that Monaco has, and what its own list of everything forgets. */
import 'monaco-editor/features/register.all.js'
import 'monaco-editor/editor/browser/coreCommands.js'
import 'monaco-editor/editor/contrib/caretOperations/browser/caretOperations.js'
import 'monaco-editor/editor/contrib/gotoSymbol/browser/goToCommands.js'
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js'
