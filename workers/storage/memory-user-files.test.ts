import { createMemoryUserFiles } from './memory-user-files.ts'
import { userFileContract } from './testing/user-file-contract.ts'

userFileContract(async () => createMemoryUserFiles())
