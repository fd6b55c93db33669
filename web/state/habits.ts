import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GenerationRequest } from '../../contract/request.ts'
import { z } from '../../contract/zod.ts'
import type { StoredValue } from './stored-value.ts'

/** As many prompts as a menu can hold. */
export const KEPT_PROMPTS = 50

const KEPT_STYLES = 24

const Habits = z.strictObject({
  /** Styles with a star, in the order in which they got it. */
  favouriteStyles: z.array(z.string()).default([]),
  /** Styles of the latest tasks, latest first. */
  recentStyles: z.array(z.string()).default([]),
  /** How many tasks had a style. */
  styleUses: z.record(z.string(), z.int().positive()).default({}),
  /** Prompts of the latest tasks, latest first, each once. */
  recentPrompts: z.array(z.string()).default([]),
})

/** What this person likes and used lately. */
export type Habits = z.infer<typeof Habits>

/** The habits and what changes them. */
export interface HabitsState extends Habits {
  /** Gives a style a star, or takes it away. */
  readonly toggleFavourite: (style: string) => void
  /** Notes what a task was asked to do. */
  readonly note: (request: Pick<GenerationRequest, 'prompt' | 'style_selections'>) => void
  readonly forgetPrompts: () => void
  /** Puts prompts back, for undo. */
  readonly restorePrompts: (prompts: readonly string[]) => void
}

/** Makes the store of habits; anything kept that does not parse is dropped as a whole. */
export function createHabitsStore(kept: StoredValue): StoreApi<HabitsState> {
  const parsed = Habits.safeParse(kept.read() ?? {})
  const store = createStore<HabitsState>((set) => ({
    ...(parsed.success ? parsed.data : Habits.parse({})),
    toggleFavourite: (style) =>
      set(({ favouriteStyles: all }) => ({
        favouriteStyles: all.includes(style) ? all.filter((one) => one !== style) : [...all, style],
      })),
    note: ({ prompt, style_selections: styles }) =>
      set(({ recentPrompts, recentStyles, styleUses }) => ({
        recentPrompts: prompt.trim() === '' ? recentPrompts : latest(recentPrompts, [prompt], KEPT_PROMPTS),
        recentStyles: latest(recentStyles, styles, KEPT_STYLES),
        styleUses: {
          ...styleUses,
          ...Object.fromEntries(styles.map((name) => [name, (styleUses[name] ?? 0) + 1])),
        },
      })),
    forgetPrompts: () => set({ recentPrompts: [] }),
    restorePrompts: (prompts) => set({ recentPrompts: [...prompts] }),
  }))
  store.subscribe(({ favouriteStyles, recentStyles, styleUses, recentPrompts }) =>
    kept.write({ favouriteStyles, recentStyles, styleUses, recentPrompts }),
  )
  return store
}

/** The list with these in front, each once, and no more of them than `most`. */
function latest(list: readonly string[], items: readonly string[], most: number): string[] {
  return [...new Set([...items, ...list])].slice(0, most)
}
