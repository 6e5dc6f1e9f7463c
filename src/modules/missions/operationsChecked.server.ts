import { isOperation } from './day/carried.ts';
import {
  type Carried,
  type Erased,
  isCarried,
  isErased,
  limits,
  type RefusalReason,
  type Segment,
  spelled,
} from './day/exchange.ts';
import { chainAfter, digestOf, isSignedBy } from './operationChain.server.ts';
import type { Known } from './operations.sql.ts';

/** Whether a segment can be taken, beside what is here already. Asks nobody: the database's answers are given to it. */

/** One operation of a segment with its place in the device's chain. What was erased has no words. */
export type Linked = { one: Carried | Erased; sequence: number; digest: Buffer; previous: Buffer; chain: Buffer };
export type Checked =
  | { reason: RefusalReason; contradicting: readonly Linked[] }
  /** Those that are not here yet, and the ids of those that are. */
  | { fresh: readonly Linked[]; known: readonly string[] };

export type Here = {
  mission: string;
  keyOf: (device: string) => Buffer | null;
  at: (device: string, sequence: number) => Known | undefined;
  byId: (id: string) => Known | undefined;
  /** Whether a history that ends so is kept as evidence: what goes on from it is no part of the one that is here. */
  isEvidence: (chain: Buffer) => boolean;
};

const refused = (reason: RefusalReason, contradicting: readonly Linked[] = []): Checked => ({ reason, contradicting });

const isShort = (spelling: string): boolean => Buffer.byteLength(spelling) <= limits.operationBytes;
const isDigest = (digest: string): boolean => /^[\w-]{43}$/.test(digest);

/** The digest of each operation of a segment; null unless everything in it has the shape of one. */
export function digestsOf({ operations }: Segment): Buffer[] | null {
  const digests: Buffer[] = [];
  for (const one of operations) {
    if (isErased(one) ? !isDigest(one.digest) : !isOperation(one)) return null;
    const spelling = isErased(one) ? '' : spelled(one);
    if (!isShort(spelling)) return null;
    digests.push(isErased(one) ? Buffer.from(one.digest, 'base64url') : digestOf(spelling));
  }
  return digests;
}

/** What is wrong with a well-formed segment whatever is here. */
function fault(segment: Segment, { mission, keyOf }: Here): RefusalReason | null {
  if (!keyOf(segment.device)) return 'unknown-device';
  const [first] = segment.operations;
  const carried = segment.operations.filter(isCarried);
  if (carried.some((one) => one.mission !== mission || one.device !== segment.device)) return 'other-mission';
  const isInOrder = segment.operations.every(({ sequence }, index) => sequence === (first?.sequence ?? 0) + index);
  return first && isInOrder ? null : 'not-in-order';
}

function linked({ previous, operations }: Segment, digests: readonly Buffer[]): Linked[] {
  let before: Buffer = Buffer.from(previous, 'base64url');
  return operations.map((one, index) => {
    const digest = digests[index] ?? Buffer.alloc(0);
    const link = { one, sequence: one.sequence, digest, previous: before, chain: chainAfter(before, digest) };
    before = link.chain;
    return link;
  });
}

/** What the device itself has said otherwise before: a device writes one history, or somebody has copied it. */
function contradiction(device: string, links: readonly Linked[], here: Here): RefusalReason | null {
  for (const { one, sequence, chain } of links) {
    const there = here.at(device, sequence);
    if (isErased(one)) {
      if (!there?.chain.equals(chain)) return 'bad-operation';
      continue;
    }
    const same = here.byId(one.id);
    if (same && (same.device !== device || same.sequence !== sequence)) return 'id-taken';
    if (there && there.id !== one.id) return 'sequence-taken';
    if (there && !there.chain.equals(chain)) return 'chain-broken';
  }
  return isLinked(device, links, here) ? null : 'chain-broken';
}

/** Whether it goes on where what is here before it ends, and what is here behind it goes on from it. */
function isLinked(device: string, links: readonly Linked[], here: Here): boolean {
  const [first, last] = [links.at(0), links.at(-1)];
  if (!first || !last) return false;
  const before = here.at(device, first.sequence - 1);
  if (!before && here.isEvidence(first.previous)) return false;
  const behind = here.at(device, last.sequence + 1);
  const begins = first.sequence === 1 ? Buffer.alloc(32) : before?.chain;
  return (!begins || begins.equals(first.previous)) && (!behind || behind.previous.equals(last.chain));
}

/** @param digests what `digestsOf` says of the segment */
export function checked(segment: Segment, digests: readonly Buffer[], here: Here): Checked {
  const reason = fault(segment, here);
  if (reason) return refused(reason);
  const links = linked(segment, digests);
  const last = links.at(-1);
  const key = here.keyOf(segment.device);
  const signature = Buffer.from(segment.signature, 'base64url');
  const end = { mission: here.mission, device: segment.device, sequence: last?.sequence ?? 0 };
  if (!last || !key || !isSignedBy(key, { last: end, chain: last.chain, signature })) return refused('bad-signature');
  const contradicts = contradiction(segment.device, links, here);
  const isFresh = ({ sequence }: Linked) => !here.at(segment.device, sequence);
  if (contradicts)
    return refused(
      contradicts,
      links.filter((link) => isOther(segment.device, link, here)),
    );
  const known = links.flatMap(({ sequence }) => here.at(segment.device, sequence)?.id ?? []);
  return { fresh: links.filter(isFresh), known };
}

const isOther = (device: string, { sequence, chain }: Linked, here: Here): boolean =>
  !here.at(device, sequence)?.chain.equals(chain);
