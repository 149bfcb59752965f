// Databases for tests, before anything else is loaded: Dexie keeps the IndexedDB that is there when it is first imported, and
// many files of tests share the modules of one thread.
import 'fake-indexeddb/auto'
