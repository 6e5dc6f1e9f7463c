import { partnershipOf } from '../directory/index.ts';
import { sha256 } from '../../platform/hash.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { findInstrument } from './instrument.sql.ts';
import { isWider } from './instrument.ts';
import { ladderIn, type Refused } from './own.server.ts';
import { findVersion, insertVersion, shareVersion } from './version.sql.ts';

/** Versions of a draft: any side of the partnership lays down its own, and shares it when it likes. */
const longest = 2_000_000;

type Laying = {
  id: string;
  language: string;
  label?: LocalisedText | undefined;
  text?: string | undefined;
  file?: File | undefined;
};
type LayingRefusal = 'not-found' | 'not-own-side' | 'version-empty' | 'version-too-long' | 'version-not-text';

/** The words of a version; null where the bytes are not UTF-8 text. */
async function wordsOf({ text, file }: Laying): Promise<string | null> {
  if (text !== undefined || !file) return text ?? '';
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const words = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return words.includes('\0') ? null : words;
  } catch {
    return null;
  }
}

export async function addVersion(
  context: Served,
  asked: Laying,
): Promise<{ id: string; ownNumber: number; isKnown: boolean } | Refused<LayingRefusal>> {
  const { tx } = context;
  const instrument = await findInstrument(tx, asked.id);
  const partnership = instrument && (await partnershipOf(tx, instrument.partnership_id));
  if (!instrument || !partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  const words = await wordsOf(asked);
  if (words === null) return { refused: 'version-not-text' };
  const wording = words.replaceAll(/\r\n?/g, '\n').trim();
  if (wording === '') return { refused: 'version-empty' };
  if (wording.length > longest) return { refused: 'version-too-long' };
  const { language, label = null } = asked;
  const version = { instrument: asked.id, language, label, wording, sha256: sha256(wording) };
  return insertVersion(context, version, { ...ladder, is_demo: instrument.is_demo });
}

/** Shares a version of the own side. The sides must be able to see the instrument first. */
export async function share(
  context: Served,
  id: string,
): Promise<{ id: string; number: number } | Refused<'not-found' | 'not-own-side' | 'wider-than-instrument'>> {
  const version = await findVersion(context.tx, id);
  const instrument = version && (await findInstrument(context.tx, version.instrument_id));
  if (!version || !instrument) return { refused: 'not-found' };
  if (!version.isOwn) return { refused: 'not-own-side' };
  if (isWider('partnership', instrument.visibility)) return { refused: 'wider-than-instrument' };
  return { id, number: await shareVersion(context, version) };
}
