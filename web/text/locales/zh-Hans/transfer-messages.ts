import type { Translation } from '../../translation.ts'

/** Sentences about pictures in zips, out and in, in Simplified Chinese. */
export const TRANSFER_MESSAGES: Translation = {
  'transfer.export': '下载 zip',
  'transfer.exportAll': '全部下载为 zip',
  'transfer.import': '导入…',
  'transfer.exporting': '正在将图片放入 zip',
  'transfer.importing': '正在导入图片',
  'transfer.exportProgress': '下载进度',
  'transfer.importProgress': '导入进度',
  'transfer.progress': '{count, number} / {of, number}',
  'transfer.cancel': '取消',
  'transfer.exported': 'zip 中有 {count, number} 张图片。',
  'transfer.added': '已导入 {count, number} 张图片',
  'transfer.known': '{count, number} 张已存在',
  'transfer.failed': '{count, number} 个文件无法导入',
  'transfer.reason.not_a_zip': '无法读取 zip：文件已损坏，或不是 zip。',
  'transfer.reason.no_pictures': 'zip 中没有 PNG、JPEG 或 WebP 图片。',
  'transfer.reason.records': 'zip 中的图片列表已损坏。',
  'transfer.reason.too_large': '解压后超出画廊一次可接收的大小。',
  'transfer.reason.not_a_picture': '并非每个文件都是完整的 PNG、JPEG 或 WebP 图片。',
  'transfer.reason.damaged': 'zip 中有一张图片已损坏。',
}
