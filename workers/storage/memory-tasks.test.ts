import { createMemoryTasks } from './memory-tasks.ts'
import { taskStoreContract } from './testing/task-store-contract.ts'

taskStoreContract(async () => createMemoryTasks())
