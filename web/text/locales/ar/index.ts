import type { Translation } from '../../translation.ts'
import { ABOUT_MESSAGES } from './about-messages.ts'
import { ADVANCED_MESSAGES } from './advanced-messages.ts'
import { COMMAND_MESSAGES } from './command-messages.ts'
import { CREATE_MESSAGES } from './create-messages.ts'
import { ERROR_MESSAGES } from './error-messages.ts'
import { FIELD_MESSAGES } from './field-messages.ts'
import { GALLERY_MESSAGES } from './gallery-messages.ts'
import { HISTORY_MESSAGES } from './history-messages.ts'
import { LANGUAGE_MESSAGES } from './language-messages.ts'
import { LORA_MESSAGES } from './lora-messages.ts'
import { MODEL_MESSAGES } from './model-messages.ts'
import { PAGE_SETTINGS_MESSAGES } from './page-settings-messages.ts'
import { PANEL_MESSAGES } from './panel-messages.ts'
import { PROMPT_MESSAGES } from './prompt-messages.ts'
import { QUEUE_MESSAGES } from './queue-messages.ts'
import { RELAY_MESSAGES } from './relay-messages.ts'
import { SETTINGS_MESSAGES } from './settings-messages.ts'
import { SHELL_MESSAGES } from './shell-messages.ts'
import { SHORTCUT_MESSAGES } from './shortcut-messages.ts'
import { STYLE_MESSAGES } from './style-messages.ts'
import { TRANSFER_MESSAGES } from './transfer-messages.ts'
import { VIEWER_MESSAGES } from './viewer-messages.ts'

/** The page in Arabic. */
export const ARABIC: Translation = {
  ...ABOUT_MESSAGES,
  ...ADVANCED_MESSAGES,
  ...COMMAND_MESSAGES,
  ...CREATE_MESSAGES,
  ...ERROR_MESSAGES,
  ...FIELD_MESSAGES,
  ...GALLERY_MESSAGES,
  ...HISTORY_MESSAGES,
  ...LANGUAGE_MESSAGES,
  ...LORA_MESSAGES,
  ...MODEL_MESSAGES,
  ...PAGE_SETTINGS_MESSAGES,
  ...PANEL_MESSAGES,
  ...PROMPT_MESSAGES,
  ...QUEUE_MESSAGES,
  ...RELAY_MESSAGES,
  ...SETTINGS_MESSAGES,
  ...SHELL_MESSAGES,
  ...SHORTCUT_MESSAGES,
  ...STYLE_MESSAGES,
  ...TRANSFER_MESSAGES,
  ...VIEWER_MESSAGES,
}
