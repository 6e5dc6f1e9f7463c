import { partnershipOf } from '../directory/index.ts';
import { type FindSignable, textsOf } from '../../platform/signature/signable.ts';
import { decisionFound } from './decision.sql.ts';
import { quotasNamed } from './quota.sql.ts';
import { textIn } from './shown.server.ts';

/**
 * A decision about seats as it is signed once both sides have agreed: what moves from where to where, who proposed it and who agreed. Those who
 * give and those who receive sign it, each for their own side.
 */
export const decisionToSign: FindSignable = async ({ tx, actor }, id) => {
  const row = await decisionFound(tx, id);
  if (!row) return null;
  if (row.state !== 'agreed') return 'nothing';
  const named = [row.from_quota, row.to_quota].filter((quota) => quota !== null);
  const quotas = await quotasNamed(tx, named);
  const [of = ''] = [row.to_quota, row.from_quota].filter((quota) => quota !== null);
  const isParty = quotas.length === named.length && quotas.every(({ isOfActor }) => isOfActor);
  const side_id = (await partnershipOf(tx, row.partnership_id))?.ownSide ?? null;
  const { partnership_id, is_demo } = row;
  const shared = {
    owner_organisation: actor.organisation,
    partnership_id,
    side_id,
    is_demo,
    visibility: 'partnership' as const,
  };
  return {
    version: row.version,
    texts: textsOf(row.reasons),
    facts: {
      from: row.from_quota,
      to: row.to_quota,
      amount: textIn(quotas[0]?.currency ?? null)(row.amount),
      currency: quotas[0]?.currency ?? null,
      proposedBy: row.proposed_organisation,
      proposedAt: row.proposed_at.toISOString(),
      agreedBy: row.answered_organisation,
      agreedAt: row.answered_at?.toISOString() ?? null,
    },
    href: `/app/quotas/${of}`,
    shared: isParty && side_id !== null && actor.may.has('quotas.decide') ? shared : undefined,
    record: { subject: 'quota', id: of },
  };
};
