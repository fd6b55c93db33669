import { useActions, usePreferences, useTasks } from '../../state/page-context.tsx'
import { isHalted, waitingTasks } from '../../state/tasks.ts'
import { useDraftModel } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { hrefOf, VIEWS, type View } from '../frame/views.ts'
import { useHistory } from '../history/use-history.ts'
import type { OptionsTab } from '../options/options-tabs.ts'
import type { Generate } from '../prompt/use-generate.ts'
import type { ShortcutId } from '../shortcuts/shortcut-table.ts'
import { CONTROLS, type ControlPlace } from './control-table.ts'
import { focusControl } from './focus-control.ts'

/** One line of the command list. */
export interface Command {
  readonly id: string
  readonly label: string
  /** What it is, or where it stands. */
  readonly place: string
  readonly shortcut?: ShortcutId<'anywhere'>
  readonly run: () => void
}

/** What the list asks of the page around it. */
export interface CommandGround {
  readonly generate: Pick<Generate, 'run' | 'next' | 'repeat'>
  readonly showShortcuts: () => void
  readonly showOptions: (tab: OptionsTab) => void
}

/** All that can be done or gone to by its name. */
export function useCommands(ground: CommandGround): readonly Command[] {
  const say = useText()
  const model = useDraftModel()
  const { stop, skip, resetSettings, pauseQueue, resumeQueue, clearWaiting } = useActions()
  const isStanding = useTasks(isHalted)
  const hasWaiting = useTasks((state) => waitingTasks(state).length > 0)
  const { undo, redo } = useHistory()
  const prefer = usePreferences((state) => state.prefer)
  const goTo = ({ label, foundAs = label, tab, developer }: ControlPlace) => {
    if (developer) prefer({ isDeveloper: true, developerTab: developer })
    openView(tab ? 'create' : 'settings')
    if (tab) ground.showOptions(tab)
    focusControl(say(foundAs), () => document.querySelector('[data-commands]') === null)
  }
  const action = (id: string, label: string, run: () => void, shortcut?: ShortcutId<'anywhere'>) => ({
    id,
    label,
    place: say('commands.action'),
    run,
    ...(shortcut && { shortcut }),
  })
  return [
    action('generate', say('shortcuts.generate'), ground.generate.run, 'generate'),
    action('generateNext', say('shortcuts.generateNext'), ground.generate.next, 'generateNext'),
    action('repeat', say('more.repeat'), ground.generate.repeat),
    action('stop', say('shortcuts.stop'), stop, 'stop'),
    action('skip', say('shortcuts.skip'), skip, 'skip'),
    isStanding
      ? action('resumeQueue', say('queue.resumeAll'), resumeQueue)
      : action('pauseQueue', say('queue.pause'), pauseQueue),
    ...(hasWaiting ? [action('clearWaiting', say('queue.clear'), clearWaiting)] : []),
    action('undo', say('history.undo'), undo, 'undo'),
    action('redo', say('history.redo'), redo, 'redo'),
    action('reset', say('settings.reset'), resetSettings),
    action('keys', say('shortcuts.title'), ground.showShortcuts, 'help'),
    ...VIEWS.map((view) => ({
      id: `view ${view}`,
      label: say(`app.${view}`),
      place: say('commands.view'),
      run: () => openView(view),
    })),
    ...CONTROLS.filter(({ isFor }) => !isFor || (model !== null && isFor(model))).map((control) => ({
      id: `control ${control.label}`,
      label: say(control.label),
      place: say(control.tab ? `options.${control.tab}` : 'app.settings'),
      run: () => goTo(control),
    })),
  ]
}

function openView(view: View): void {
  location.hash = hrefOf(view)
}
