import { useId } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { isEnded, type TaskState } from '../../../contract/task.ts'
import { useGallery, useTasks } from '../../state/page-context.tsx'
import { ownTasks, type TasksState } from '../../state/tasks.ts'
import { altText } from '../../text/alt-text.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { formatDate } from '../../text/format.ts'
import { useText, type Say } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { useThumbnailUrl } from '../gallery/use-thumbnail-url.ts'
import styles from './RelayView.module.css'

/** So many of the latest jobs are listed. */
const MOST = 20

/** The latest jobs of the relay, newest first. */
export function Traffic() {
  const say = useText()
  const id = useId()
  const byId = useTasks((state) => state.byId)
  const ids = useTasks(latestRelayed)
  return (
    <section className={cx(styles.card)}>
      <h3 id={id} className={cx(styles.heading)}>
        {say('relay.traffic')}
      </h3>
      {ids === '' ? (
        <p className={cx(styles.note)}>{say('relay.traffic.empty')}</p>
      ) : (
        <table className={cx(styles.traffic)} aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{say('relay.traffic.time')}</th>
              <th scope="col">{say('relay.traffic.request')}</th>
              <th scope="col">{say('relay.traffic.state')}</th>
              <th scope="col">{say('relay.traffic.picture')}</th>
            </tr>
          </thead>
          <tbody>
            {ids.split(',').map((one) => (
              // The ids were keys of this record a moment ago, and in the same state.
              <Job key={one} task={byId[one as keyof typeof byId]!} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Joined, so that the list is drawn anew only when its members change. */
function latestRelayed(state: TasksState): string {
  return ownTasks(state)
    .filter(({ task }) => task.origin === 'relay')
    .slice(-MOST)
    .reverse()
    .map(({ task }) => task.id)
    .join()
}

function Job({ task: state }: { readonly task: TaskState }) {
  const say = useText()
  const time = formatDate(state.queuedAt, { timeStyle: 'medium' }, say)
  const last = state.pictures.at(-1)
  return (
    <tr data-phase={state.phase}>
      <td className={cx(styles.time)}>{time}</td>
      <td className={cx(styles.request)}>
        <bdi>{altText(state.task.request.prompt, say)}</bdi>
      </td>
      <td>{phaseWords(state, say)}</td>
      <td className={cx(styles.thumb)}>{last && <Thumbnail picture={last} />}</td>
    </tr>
  )
}

function Thumbnail({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const url = useThumbnailUrl(picture)
  const open = useGallery((state) => state.open)
  const label = altText(picture.request.prompt, say)
  if (!url) return null
  return (
    <button type="button" onClick={() => open(picture.id)} className={cx(styles.open)}>
      <img src={url} alt={label} width={40} height={40} />
    </button>
  )
}

function phaseWords(state: TaskState, say: Say): string {
  const { phase, percent, startedAt, endedAt, error } = state
  if (phase === 'failed' && error) return errorSentence(error, say).headline
  const seconds = isEnded(state) ? Math.max(1, Math.round((endedAt! - (startedAt ?? endedAt!)) / 1000)) : 0
  return say(`relay.traffic.${phase}`, { percent: Math.round(percent), seconds })
}
