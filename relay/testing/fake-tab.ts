/** A tab that makes up its pictures: for tests, load measurements and the throwing of spanners. */
export { startFakeTab, fetchTicket, type FakeTab } from './fake-tab/connect.ts'
export { FAKE_CAPABILITIES, type FakeTabOptions, type Fault, type JobMessage } from './fake-tab/options.ts'
