import { partnershipOf } from '../directory/index.ts';
import type { FindSignable } from '../../platform/signature/signable.ts';
import { findVersion, versionText } from './version.sql.ts';

/** A version of an instrument's text, which never changes, is signed by anybody who sits on a side of its partnership. */
export const versionToSign: FindSignable = async (context, id) => {
  const { tx, actor } = context;
  const [version, told] = [await findVersion(tx, id), await versionText(tx, id)];
  if (!version || !told) return null;
  const partnership = await partnershipOf(tx, version.partnership_id);
  const { instrument_id, partnership_id, visibility, is_demo } = version;
  const side_id = partnership?.ownSide;
  const shared = side_id
    ? { owner_organisation: actor.organisation, partnership_id, side_id, visibility, is_demo }
    : undefined;
  return {
    // Its own number is told to its own side alone, and the text never changes.
    version: 1,
    texts: { [told.language]: told.sha256 },
    href: `/app/instruments/${instrument_id}`,
    shared,
    record: { subject: 'instrument', id: instrument_id },
  };
};
