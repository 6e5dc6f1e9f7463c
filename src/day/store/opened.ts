import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import type { Carried, Member, Refusal, Segment } from '../../modules/missions/day/exchange.ts';
import { open } from './box.ts';
import { secretsAbout } from './create.ts';
import type { DayDatabase, Identity, Secrets } from './dayDatabase.ts';
import { DayDrafts } from './drafts.ts';
import { DayHistories } from './histories.ts';
import { membersWith } from './learned.ts';
import { DayLog } from './log.ts';
import { DayPhotos } from './photos.ts';
import { planIn } from './plan.ts';
import { operationsIn } from './segments.ts';
import type { World } from './world.ts';

/** What is in memory while the store is unlocked, and only then. */
export type Opened = {
  log: DayLog;
  photos: DayPhotos;
  histories: DayHistories;
  drafts: DayDrafts;
  secrets: Secrets;
  identity: Identity;
  members: readonly Member[];
  plan: DayPlan | null;
  offset: number | null;
  dataKey: CryptoKey;
};

type With = { world: World; dataKey: CryptoKey; told: (added: readonly Carried[]) => void };

/** Reads the whole day into memory. */
export async function openedWith(db: DayDatabase, { world, dataKey, told }: With): Promise<Opened> {
  const [identity, signingKey, sealed, members] = await Promise.all([
    db.must('identity'),
    db.must('signingKey'),
    db.must('secrets'),
    db.must('members'),
  ]);
  const secrets = await open<Secrets>(dataKey, sealed, secretsAbout);
  const { mission, device } = identity;
  const log = new DayLog({ db, world, mission, device, told }, { dataKey, signingKey });
  await log.catchUp();
  const known = membersWith(members, operationsIn([...log.lines.values()].flat()));
  const [drafts, plan, { offset }] = await Promise.all([
    DayDrafts.open(db, dataKey),
    planIn(db, dataKey),
    db.must('state'),
  ]);
  const photos = new DayPhotos(db, dataKey);
  const histories = new DayHistories(db, { dataKey, lines: () => log.lines, now: () => world.now() });
  return { log, photos, histories, drafts, secrets, identity, members: known, plan, offset, dataKey };
}

/** Takes in what came, the server's first: it says which devices there are. */
export async function received(opened: Opened, segments: readonly Segment[], isServer: boolean): Promise<Refusal[]> {
  const servers = new Set(opened.members.flatMap((member) => (member.isServer ? member.id : [])));
  const ofServer = segments.filter(({ device }) => servers.has(device));
  const others = segments.filter(({ device }) => !servers.has(device));
  const refused = await opened.log.receive(ofServer, { members: opened.members, isServer });
  return [...refused, ...(await opened.log.receive(others, { members: opened.members, isServer }))];
}

/** What another tab has learnt is known here, too. */
export async function learntElsewhere(db: DayDatabase, opened: Opened, isPlan: boolean): Promise<void> {
  const [members, state] = await Promise.all([db.must('members'), db.must('state')]);
  opened.members = membersWith(members, operationsIn([...opened.log.lines.values()].flat()));
  opened.offset = state.offset;
  if (isPlan) opened.plan = await planIn(db, opened.dataKey);
}
