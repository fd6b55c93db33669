import type { BridgeMemory, RelayLink } from '../../contract/bridge.ts'
import type { DeviceReport } from '../../contract/device.ts'
import type { Engine } from '../../contract/engine.ts'
import type { Capabilities } from '../../contract/protocol/capabilities.ts'
import { PROTOCOL_VERSION, type TabMessage } from '../../contract/protocol/messages.ts'
import type { ModelStatus, Studio, StudioEvent } from '../../contract/studio.ts'
import type { TaskEvent, TaskId } from '../../contract/task.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { capabilitiesOf } from './capabilities.ts'
import { createEngineFacts } from './engine-facts.ts'
import type { Digest } from './inputs.ts'
import { createJobKeeper, SLOTS } from './keeper.ts'
import { createLink, type LinkParts, type LinkStatus } from './link.ts'
import { createPreviewSender, type PreviewParts } from './previews.ts'

/** The engine as the bridge speaks to it. */
export type EngineDoor = Engine & {
  readonly studio: Pick<Studio, 'device' | 'models' | 'openTasks' | 'pictureFile' | 'subscribe'> & {
    readonly userFiles: Pick<Studio['userFiles'], 'list'>
  }
}

/** What a bridge is made of. */
export interface BridgeParts extends Pick<LinkParts, 'fetch' | 'createSocket' | 'now' | 'random'> {
  /** Undefined where the page's address is not trusted to compute hashes; then nothing can be served. */
  readonly digest: Digest | undefined
  readonly encodePreview: PreviewParts['encode']
  readonly relayUrl: string
  readonly app: string
  readonly memory: BridgeMemory
  readonly used: readonly TaskId[]
  readonly onLink: (link: RelayLink) => void
  readonly onMemory: (memory: BridgeMemory) => void
}

/** Carries jobs from a relay to this tab's engine, and pictures back. */
export interface Bridge {
  serve(wish: { readonly isOn: boolean; readonly token: string }): void
  /** An engine is there. Resolves when it is known what it is doing. */
  attach(door: EngineDoor): Promise<void>
  detach(): void
  leave(reason: 'closing' | 'freezing'): void
  wake(): void
  /** Leaves at once. */
  close(): void
}

/** Changes come in bursts; the page is told once for each. */
const REPORT_MS = 20

/** Makes a bridge that serves nothing until it is told to and has an engine. */
export function createBridge(parts: BridgeParts): Bridge {
  const used = new Set(parts.used)
  const facts = createEngineFacts(parts.memory.secondsPerMegapixelStep)
  let wish = { isOn: false, token: '' }
  let engine: EngineDoor | null = null
  let device: DeviceReport | null = null
  let models: readonly ModelStatus[] = []
  let userFiles: readonly UserFile[] = []
  let isAway = false
  let isDraining = false
  let { resumeToken, served } = parts.memory
  let status: LinkStatus | null = null
  let reportTimer: ReturnType<typeof setTimeout> | undefined
  let toldCapabilities = ''

  const hello = (): TabMessage => {
    const capabilities = ourCapabilities()
    toldCapabilities = namesIn(capabilities)
    return {
      t: 'hello',
      v: PROTOCOL_VERSION,
      app: parts.app,
      instance: parts.memory.instance,
      ...(resumeToken !== null && { resumeToken }),
      slots: SLOTS,
      capabilities,
      jobs: keeper.held(),
    }
  }
  const ourCapabilities = () =>
    capabilitiesOf({
      device: device!,
      models,
      userFiles,
      loaded: facts.loaded(),
      secondsPerMegapixelStep: facts.secondsPerMegapixelStep(),
    })
  const namesIn = ({ models: ids, loras = [] }: Capabilities) =>
    [...ids.toSorted(), '', ...loras.toSorted()].join('\n')

  const link = createLink({
    ...parts,
    hello,
    heartbeat: () => ({ t: 'hb', jobs: keeper.beat(), queueMs: facts.queueMs() ?? 0 }),
    onWelcome: (welcome) => {
      resumeToken = welcome.resumeToken
      isDraining = false
      keeper.setOpen(true)
      keeper.welcome(welcome)
      changed()
    },
    onMessage: (message) => {
      // A relay that is about to go hands out nothing more; should it do so all the same, others can wait better.
      if (message.t === 'drain') keeper.setOpen(false)
      keeper.hearRelay(message)
    },
    onFrame: (frame) => keeper.hearFrame(frame),
    onStatus: (next) => {
      status = next
      if (next.state !== 'connected') previews.clear()
      changed()
    },
  })
  const previews = createPreviewSender({
    encode: parts.encodePreview,
    bufferedAmount: link.bufferedAmount,
    send: link.sendFrame,
    now: parts.now,
  })
  const keeper = createJobKeeper(
    {
      link,
      previews,
      digest: (bytes) => parts.digest!(bytes),
      now: parts.now,
      models: () => models.map(({ model }) => model.id),
      queueMs: facts.queueMs,
      onChange: () => {
        changed()
        settle()
      },
      onServed: () => served++,
    },
    used,
  )
  keeper.recall(parts.memory.jobs)

  const target = () => ({ relayUrl: parts.relayUrl, token: wish.token })
  const isWanted = () => wish.isOn && device !== null && !isAway && parts.digest !== undefined

  /** Brings the connection to where it should be. */
  const settle = () => {
    if (isWanted()) {
      // Only a new hello takes a drain back, and tells of models and LoRAs that have come since.
      const isNews = link.isUp() && keeper.count() === 0 && namesIn(ourCapabilities()) !== toldCapabilities
      if (isDraining || isNews) {
        isDraining = false
        link.renew(target())
      } else link.connect(target())
      return
    }
    keeper.setOpen(false)
    if (link.isUp() && !isDraining) {
      isDraining = true
      link.send({ t: 'drain', reason: wish.isOn ? 'freezing' : 'switched_off' })
    }
    if (keeper.count() === 0 || !link.isUp()) {
      isDraining = false
      link.disconnect()
      // Nobody is there to take what they would make.
      if (!wish.isOn) keeper.abandonAll()
    }
  }

  const changed = () => {
    reportTimer ??= setTimeout(report, REPORT_MS)
  }
  const report = () => {
    clearTimeout(reportTimer)
    reportTimer = undefined
    parts.onLink(ourLink())
    parts.onMemory({
      instance: parts.memory.instance,
      resumeToken,
      jobs: keeper.remembered(),
      served,
      secondsPerMegapixelStep: facts.secondsPerMegapixelStep(),
    })
  }
  let shown: Pick<RelayLink, 'state' | 'since'> = { state: 'off', since: parts.now() }
  const ourLink = (): RelayLink => {
    const base = status ?? { reason: null, message: '', failures: 0, retryAt: null }
    const state = shownState(status?.state ?? 'off')
    if (state !== shown.state) shown = { state, since: parts.now() }
    const reason = wish.isOn && !parts.digest ? 'insecure' : base.reason
    return { ...base, ...shown, reason, jobs: keeper.count() }
  }
  const shownState = (of: RelayLink['state']): RelayLink['state'] => {
    if (!wish.isOn) return of === 'off' ? 'off' : 'finishing'
    if (!parts.digest) return 'refused'
    return device === null || isAway ? 'waiting' : of
  }

  const hearStudio = (event: StudioEvent) => {
    if (event.type === 'device') device = event.report
    if (event.type === 'user_files') {
      userFiles = event.files
      settle()
    }
    if (event.type !== 'model') return
    const others = models.filter(({ model }) => model.id !== event.status.model.id)
    models = [...others, event.status]
    if (event.status.state === 'ready') settle()
  }

  return {
    serve: (next) => {
      const isChanged = next.token !== wish.token
      wish = next
      // A refusal stands until the person does something about it.
      if (status?.state === 'refused') link.disconnect()
      else if (isChanged && isWanted()) link.renew(target())
      settle()
      changed()
    },
    attach: async (door) => {
      engine = door
      const isOurs = () => engine === door
      await door.subscribe((event: TaskEvent) => {
        if (!isOurs()) return
        facts.hear(event)
        used.add(event.taskId)
        keeper.hear(event)
      })
      await door.studio.subscribe((event: StudioEvent) => {
        if (isOurs()) hearStudio(event)
      })
      const [report, statuses, files, open] = await Promise.all([
        door.studio.device(),
        door.studio.models(),
        door.studio.userFiles.list(),
        door.studio.openTasks(),
      ])
      if (!isOurs()) return
      models = statuses
      userFiles = files
      facts.adopt(open)
      await keeper.attach(door, open)
      if (!isOurs()) return
      device = report
      settle()
      changed()
    },
    detach: () => {
      engine = null
      device = null
      keeper.detach()
      settle()
      changed()
    },
    leave: (reason) => {
      // A page that is reloaded comes back for its jobs; the relay waits a while before it gives them to others.
      if (reason === 'closing' && keeper.count() > 0) return report()
      isAway = true
      if (reason === 'closing') {
        isDraining = link.send({ t: 'drain', reason })
        link.disconnect()
      }
      settle()
      report()
    },
    wake: () => {
      isAway = false
      link.hurry()
      settle()
      changed()
    },
    close: () => {
      clearTimeout(reportTimer)
      engine = null
      link.disconnect()
      previews.clear()
    },
  }
}
