import { createByteAlphabet } from './byte-alphabet.ts'
import { mergePairs, parseMerges, type MergeRanks } from './merge-pairs.ts'

/** A model's own vocabulary, as its files have it. */
export interface ClipVocabulary {
  /** Content of vocab.json: ids by symbol. */
  readonly vocab: Readonly<Record<string, number>>
  /** Content of merges.txt: one pair a line, best first; a first line that tells the version is skipped. */
  readonly merges: string
  /** The symbols that start, end and fill a chunk; all of them in `vocab`. */
  readonly specials: { readonly bos: string; readonly eos: string; readonly pad: string }
}

/** Text to token ids. Start, end and padding are not added: that is for whoever fills the chunks. */
export interface ClipTokenizer {
  readonly bosId: number
  readonly eosId: number
  readonly padId: number
  /** Ids of one word. White space in it separates words, as in `encode`; no text gives no ids. */
  encodeWord(text: string): number[]
  /** Ids of a whole text, word by word. Any text will do; unpaired surrogates are read as U+FFFD. */
  encode(text: string): number[]
}

const WORD_END = '</w>'
/** Words remembered, and the length up to which they are worth it. */
const CACHE_SIZE = 4096
const CACHED_LENGTH = 64

/**
 * CLIP's byte-pair tokenizer over a model's own vocabulary.
 *
 * A symbol that the merges make but the vocabulary lacks becomes the end token, as in CLIP.
 *
 * @throws Error if a special symbol is not in the vocabulary
 * @see Sennrich et al. 2016, arXiv:1508.07909 (byte-pair encoding); Radford et al. 2021, arXiv:2103.00020 (CLIP)
 */
export function createClipTokenizer({ vocab, merges, specials }: ClipVocabulary): ClipTokenizer {
  const ids = new Map(Object.entries(vocab))
  const idOfSpecial = (symbol: string) => {
    const id = ids.get(symbol)
    if (id === undefined) throw new Error(`the vocabulary has no symbol ${JSON.stringify(symbol)}`)
    return id
  }
  const bosId = idOfSpecial(specials.bos)
  const eosId = idOfSpecial(specials.eos)
  const pattern = piecePattern(specials)
  const toSymbols = createSymbolReader(parseMerges(merges))

  const encodePiece = (piece: string): number[] => {
    if (piece === specials.bos) return [bosId]
    if (piece === specials.eos) return [eosId]
    return toSymbols(piece).map((symbol) => ids.get(symbol) ?? eosId)
  }
  const encodePieceCached = remember(encodePiece)
  // No piece contains white space, so a text gives the same pieces as its words one by one.
  const encode = (text: string) =>
    Array.from(text.toLowerCase().matchAll(pattern), ([piece]) => encodePieceCached(piece)).flat()
  return { bosId, eosId, padId: idOfSpecial(specials.pad), encode, encodeWord: encode }
}

/** The pieces that are encoded alone: specials, contractions, letters, single digits, other characters. */
function piecePattern({ bos, eos }: ClipVocabulary['specials']): RegExp {
  const literal = [bos, eos].map((special) => special.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`${literal.join('|')}|'(?:s|t|re|ve|m|ll|d)|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+`, 'gu')
}

/** From a piece to its symbols: UTF-8 bytes in the byte alphabet, the last one marked as a word's end, then merged. */
function createSymbolReader(ranks: MergeRanks): (piece: string) => string[] {
  const alphabet = createByteAlphabet()
  const encoder = new TextEncoder()
  return (piece) => {
    const symbols = Array.from(encoder.encode(piece), (byte) => alphabet[byte]!)
    symbols.push(symbols.pop()! + WORD_END)
    return mergePairs(symbols, ranks)
  }
}

/** Keeps the answers for the latest short pieces. Not a share of memory that grows with what users type. */
function remember(encodePiece: (piece: string) => readonly number[]): (piece: string) => readonly number[] {
  const known = new Map<string, readonly number[]>()
  return (piece) => {
    const hit = known.get(piece)
    if (hit !== undefined) return hit
    const result = encodePiece(piece)
    if (piece.length <= CACHED_LENGTH) {
      if (known.size >= CACHE_SIZE) known.delete(known.keys().next().value!)
      known.set(piece, result)
    }
    return result
  }
}
