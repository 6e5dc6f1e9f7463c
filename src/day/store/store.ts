import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import type { Carried, Refusal, Segment } from '../../modules/missions/day/exchange.ts';
import type { Body, Have, Operation } from '../../modules/missions/day/operation.ts';
import { DayFault, isFault } from '../fault.ts';
import { changeLock, dataKeyOf, type UnlockBy } from './access.ts';
import { dayFile, type Imported, takeFile } from './carrying.ts';
import type { Change, Stage } from './change.ts';
import { createStore, type Enrolment, type NewKeys } from './create.ts';
import type { DayDatabase } from './dayDatabase.ts';
import { type Learned, learn, membersWith, noteRevoked } from './learned.ts';
import { OpenDay } from './openDay.ts';
import { learntElsewhere, type Opened, openedWith, received } from './opened.ts';
import { takePlan } from './plan.ts';
import { destroyKeys, noteAcknowledged, noteTakenOut, type SafetyReport, safetyOf, type WipeReason } from './safety.ts';
import type { World } from './world.ts';

/** Without use for so long, the key leaves the memory. */
export const idleMs = 5 * 60 * 1000;
/** How often a locked store looks whether its days are over. */
const lookMs = 60 * 60 * 1000;

type Said = 'written' | 'learnt' | 'plan' | 'locked' | 'wiped';

/** The day on this device. Made by `openStore`. */
export class DayStore extends OpenDay {
  readonly #db: DayDatabase;
  readonly #world: World;
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Set<(change: Change) => void>();
  #stage: Stage;
  #opened: Opened | null = null;
  #lastUse = 0;
  #isClosed = false;
  #stopTimer = (): void => undefined;

  constructor(db: DayDatabase, world: World, stage: Stage) {
    super();
    this.#db = db;
    this.#world = world;
    this.#stage = stage;
    this.#channel = new BroadcastChannel(db.name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Said>) => void this.#heard(data));
  }

  get stage(): Stage {
    return this.#stage;
  }

  protected override open(): Opened {
    if (this.#opened && Math.abs(this.#world.now() - this.#lastUse) >= idleMs) this.lock();
    if (!this.#opened) throw new DayFault('locked');
    return this.#opened;
  }

  /** Calls the listener after every change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #become(stage: Stage): void {
    this.#stage = stage;
    this.#tell({ kind: 'stage', stage });
  }

  /** A store of this device's own, locked; open for who has just made its keys. @throws DayFault `weak_pin`, `already_enrolled` */
  async create(enrolment: Enrolment, by: UnlockBy | NewKeys): Promise<void> {
    await createStore(this.#db, enrolment, by);
    this.#become('locked');
    if ('lock' in by) await this.#openWith(by.dataKey);
  }

  /** @throws DayFault `wrong_pin`, `wait`, `no_passkey`, `newer_store` */
  async unlock(by: UnlockBy): Promise<void> {
    if (this.#stage === 'newer') throw new DayFault('newer_store');
    await this.#openWith(await dataKeyOf({ db: this.#db, world: this.#world }, by));
  }

  async #openWith(dataKey: CryptoKey): Promise<void> {
    const told = (added: readonly Carried[]) => this.#added(added);
    this.#opened = await openedWith(this.#db, { world: this.#world, dataKey, told });
    this.touch();
    this.#become('open');
  }

  #added(added: readonly Carried[]): void {
    if (this.#opened) this.#opened.members = membersWith(this.#opened.members, added);
    this.#tell({ kind: 'operations', added });
  }

  /** Drops the key and everything that was read with it, in every tab. */
  lock(): void {
    this.#lockHere();
    this.#said('locked');
    this.watch();
  }

  #lockHere(): void {
    this.#stopTimer();
    if (!this.#opened) return;
    this.#opened = null;
    this.#become('locked');
  }

  /** Looks now and then, while nobody works with it, whether its days are over. Whatever hinders it: the next look asks again. */
  watch(): void {
    if (this.#stage !== 'locked' || this.#isClosed) return;
    const look = () => this.wipe('due').then(undefined, () => this.watch());
    this.#stopTimer = this.#world.setTimer(() => void look(), lookMs);
  }

  /** Somebody uses the device: the five minutes begin anew. What happens by itself, like sync, is no use. */
  touch(): void {
    if (!this.#opened) return;
    this.#lastUse = this.#world.now();
    this.#stopTimer();
    this.#stopTimer = this.#world.setTimer(() => this.lock(), idleMs);
  }

  /** Another PIN, or a passkey beside it. `by` is how it is unlocked now. */
  async changeLock(by: UnlockBy, next: UnlockBy): Promise<void> {
    await changeLock({ db: this.#db, world: this.#world }, by, next);
  }

  /**
   * Writes what somebody did. It is on the disk when this returns, all of it; where it throws nothing of it is.
   *
   * @throws DayFault `full`, with the number of operations that were not stored
   */
  async append(bodies: readonly Body[], by: string): Promise<Operation[]> {
    const { log } = this.open();
    this.touch();
    const operations = await log.append(bodies, by);
    this.#said('written');
    this.#tell({ kind: 'safety' });
    return operations;
  }

  /** Takes in what another device or the server sent. It may be acknowledged when this returns. */
  async receive(segments: readonly Segment[], { isServer = false } = {}): Promise<Refusal[]> {
    const refused = await received(this.open(), segments, isServer);
    this.#said('written');
    return refused;
  }

  /** A peer says what it has, after it was on its disk. */
  async acknowledge(peer: string, have: Have, serverNow: number | null = null): Promise<void> {
    await noteAcknowledged(this.#db, { peer, have, now: this.#world.now(), serverNow });
    this.#tell({ kind: 'safety' });
  }

  /** What is not yet safe elsewhere. Readable while the store is locked. */
  safety = (): Promise<SafetyReport> => safetyOf(this.#db);

  /** Puts small runs together, so that the day opens quickly. To be called now and then, when nothing else is done. */
  compact = (): Promise<void> => this.open().log.compact();

  /** The whole day in an encrypted file. Call `keep` when it was taken out: from then on what is in it counts as safe there. */
  async exportDay(passphrase: string): Promise<{ file: Uint8Array<ArrayBuffer>; keep: () => Promise<void> }> {
    const opened = this.open();
    this.touch();
    const { file, ...inside } = await dayFile(this.#db, { opened, now: this.#world.now() }, passphrase);
    const noted = () => noteTakenOut(this.#db, { ...inside, now: this.#world.now() });
    return { file, keep: () => noted().then(() => this.#tell({ kind: 'safety' })) };
  }

  /** Takes in the file of another device. @throws DayFault as `takeFile` says */
  async importDay(file: Uint8Array, passphrase: string): Promise<Imported> {
    const { identity, members, photos } = this.open();
    this.touch();
    const receive = (segments: readonly Segment[]) => this.receive(segments);
    return takeFile({ mission: identity.mission, members, photos, receive }, file, passphrase);
  }

  /** What the server said of the mission's devices, and of this device's clock. */
  async learn(said: Learned): Promise<void> {
    const opened = this.open();
    const before = JSON.stringify(opened.members);
    const offset = await learn(this.#db, said, this.#world.now());
    const isMoved = Math.abs((offset ?? 0) - (opened.offset ?? Number.POSITIVE_INFINITY)) > 1000;
    opened.offset = offset;
    opened.members = said.members ?? opened.members;
    if (isMoved || JSON.stringify(opened.members) !== before) {
      this.#said('learnt');
      this.#tell({ kind: 'learnt' });
    }
  }

  /** The plan as the server says it: seen at once, kept when this returns. @throws DayFault `full` */
  async learnPlan(plan: DayPlan): Promise<void> {
    const told = () => this.#tell({ kind: 'learnt' });
    if (await takePlan(this.#db, this.open(), { plan, told })) this.#said('plan');
  }

  /** The server says that this device is no longer part of the mission. It goes once what it wrote is handed over or exported. */
  async revoked(): Promise<void> {
    await noteRevoked(this.#db, this.#world.now());
    await this.wipe('revoked').catch((error: unknown) => {
      if (!isFault(error, 'unsafe_left')) throw error;
    });
  }

  /**
   * Ends the store: its keys first, then everything else.
   *
   * @throws DayFault `unsafe_left` where something is not safe enough for this reason
   */
  async wipe(reason: WipeReason = 'asked'): Promise<void> {
    await destroyKeys(this.#db, reason, this.#world.now());
    this.#said('wiped');
    this.#lockHere();
    await this.#db.delete();
    this.#become('wiped');
  }

  /** Lets go of the database without changing anything. */
  close(): void {
    this.#isClosed = true;
    this.#lockHere();
    this.#stopTimer();
    this.#channel.close();
    this.#db.close();
  }

  #said(what: Said): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    this.#channel.postMessage(what);
  }

  /** What another tab did. */
  async #heard(what: Said): Promise<void> {
    if (what === 'written') await this.#opened?.log.catchUp();
    if ((what === 'learnt' || what === 'plan') && this.#opened) {
      await learntElsewhere(this.#db, this.#opened, what === 'plan');
      this.#tell({ kind: 'learnt' });
    }
    if (what === 'locked') this.#lockHere();
    if (what !== 'wiped') return;
    this.#lockHere();
    this.#db.close();
    this.#become('wiped');
  }
}
