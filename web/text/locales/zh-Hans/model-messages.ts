import type { Translation } from '../../translation.ts'

/** What is said about the models of the manifest, in Simplified Chinese. */
export const MODEL_MESSAGES: Translation = {
  'model.about.sticker': '内置模型：绘制日常事物的图标式小图，专为处理器打造。',
}
