/** Dexie looks for IndexedDB when it is loaded, which a file before may have done for those that share the program. */
import 'fake-indexeddb/auto';
