/** Sentences about the queue and the ways to generate. */
export const QUEUE_MESSAGES = {
  'queue.button': 'Queue',
  'queue.count': '{count, plural, =0 {nothing waits} one {# task waits} other {# tasks wait}}',
  'queue.region': 'Queue',
  'queue.waiting': 'Waiting tasks',
  'queue.now': 'Now',
  'queue.next': 'Waiting',
  'queue.empty': 'Nothing is waiting.',
  'queue.pausedEmpty': 'Nothing is waiting. What you add waits until you resume the queue.',
  'queue.clear': 'Clear waiting',
  'queue.pause': 'Pause queue',
  'queue.resume': 'Resume',
  'queue.resumeAll': 'Resume queue',
  'queue.start': 'Start',
  'queue.inAll': 'About {time} in all',
  'queue.progress': 'Progress of this task',
  'queue.moveUp': 'Move task {place, number} up: {name}',
  'queue.edit': 'Edit task {place, number}: {name}',
  'queue.duplicate': 'Duplicate task {place, number}: {name}',
  'queue.removeTask': 'Remove task {place, number}: {name}',
  'queue.moved': 'Moved to place {place, number} of {count, number}',
  'queue.keys': 'Alt with ↑ or ↓ moves the task.',
  'queue.api': 'API',
  'queue.apiHint': 'Asked for through the API. If you remove it, the caller is told that it was stopped.',
  'queue.ended': 'Finished today',
  'queue.endedNone': 'Nothing yet.',
  'queue.finished':
    '{count, plural, =0 {Finished without a picture} one {Finished · # picture} other {Finished · # pictures}}',
  'queue.stopped': 'Stopped · {kept, number} of {images, number} kept',
  'queue.failed': '{headline}. {sentence}',
  'queue.retry': 'Retry: {name}',
  'queue.retryWord': 'Retry',

  'engine.queuePaused': 'Queue paused',
  'notices.queuePaused':
    'The queue is paused. {count, plural, =0 {Nothing waits.} one {# task waits.} other {# tasks wait.}}',
  'notices.queueRests':
    '{count, plural, one {# task waits} other {# tasks wait}} since {day, select, today {{since, time, short}} yesterday {yesterday} other {{since, date, ::MMMMd}}}.',
  'notices.clearQueue': 'Clear',

  'toast.removed_from_queue':
    '{count, plural, one {Removed from the queue} other {# tasks removed from the queue}}',
  'toast.removed_relayed': 'Removed. The caller is told that it was stopped.',
  'toast.taken_from_queue': 'The task is in the prompt now, in place of what was there',

  'more.button': 'More ways to generate',
  'more.next': 'Generate next',
  'more.nextHint': 'In front of everything that waits.',
  'more.repeat': 'Repeat until stopped',
  'more.repeatHint': 'Again each time one is finished, as the settings are then.',
  'more.endRepeat': 'End repeat',
  'more.styles': 'One of each selected style',
  'more.stylesHint': '{count, plural, one {# task} other {# tasks}}, each with one style alone.',
  'more.stylesNeed': 'Select at least two styles first.',
  'more.choices': 'Each array choice',
  'more.choicesHint':
    '{count, plural, one {# picture} other {# pictures}}, one for each choice in the prompt.',
  'more.choicesNeed': 'Write choices into the prompt first: a [[red, blue]] fox.',

  'shortcuts.generateNext': 'Generate next, in front of what waits',
  'shortcuts.moveTask': 'Move a waiting task up or down',
} as const
