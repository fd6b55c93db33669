import { jobStoreContract } from '../testing/job-store-contract.ts'
import { openSqliteUnderTest } from '../testing/sqlite-under-test.ts'

jobStoreContract('the SQLite store with libsql', () => openSqliteUnderTest({ driver: 'libsql' }))
jobStoreContract('the SQLite store with WebAssembly', () => openSqliteUnderTest({ driver: 'wasm' }))
