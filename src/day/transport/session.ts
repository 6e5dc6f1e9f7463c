import type { Segment } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { DayFault } from '../fault.ts';
import { lastOf, nextMissing, reachedIn } from '../store/segments.ts';
import type { DayStore } from '../store/store.ts';
import type { Link } from './link.ts';
import { type Message, packed, unpacked } from './message.ts';
import { photoPieces, photoTaker } from './photoPieces.ts';

/** What a session needs of the store. */
export type Replica = Pick<
  DayStore,
  'members' | 'have' | 'lines' | 'photos' | 'histories' | 'receive' | 'acknowledge' | 'subscribe' | 'stage'
>;
export type SessionWith = {
  peer: string;
  store: Replica;
  link: Link;
  /** Called when something came or was acknowledged; with a fault when it could not be stored. */
  onProgress: (fault: DayFault | null) => void;
};

const withSegments = (have: Have, segments: readonly Segment[]): Have =>
  segments.reduce<Have>(
    (all, segment) => ({ ...all, [segment.device]: Math.max(all[segment.device] ?? 0, lastOf(segment)) }),
    have,
  );

/**
 * Keeps two devices alike for as long as the link lasts. Each says what it has; the other sends what is missing, one message at a
 * time, and the next when that was acknowledged. Whatever breaks off is taken up by the next link, with whatever device. While the
 * store is locked nothing is said, and nothing is lost: what was not acknowledged comes again.
 */
export class Session {
  readonly #with: SessionWith;
  readonly #sentPhotos = new Set<string>();
  #theirs: Have | null = null;
  /** What was sent, and what the peer had then. Of whom it has no more afterwards, sending the same again helps nobody. */
  #sent: { devices: readonly string[]; have: Have } | null = null;
  readonly #stuck = new Set<string>();
  #isSending = false;
  /** Settles when the link is gone. */
  readonly over: Promise<void>;

  constructor(around: SessionWith) {
    this.#with = around;
    const { store } = around;
    const stop = store.subscribe((change) => {
      if (change.kind === 'stage' && change.stage === 'open') this.#start(this.#sayHave({ isAnew: true }));
      else if (change.kind !== 'safety') this.#start(this.#pump());
    });
    this.over = this.#run().finally(stop);
  }

  async #run(): Promise<void> {
    try {
      await this.#loop();
    } catch {
      // Whatever broke the link: the next one takes up from what was acknowledged.
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#with.link.close();
  }

  #start(work: Promise<void>): void {
    work.catch(() => this.close());
  }

  #say(message: Message): Promise<void> {
    return this.#with.link.send(packed(message));
  }

  async #sayHave(as: { isAnew?: true; isAnswer?: true } = {}): Promise<void> {
    const { store } = this.#with;
    if (store.stage !== 'open') return;
    const [{ have }, photos] = [store, await store.photos.ids()];
    const heads = await store.histories.heads(have);
    await this.#say({ kind: 'have', have, heads, photos, ...as });
  }

  /** Sends the next of what the peer lacks: people and their visits before any photo. */
  async #pump(): Promise<void> {
    const { store } = this.#with;
    if (!this.#theirs || this.#isSending || store.stage !== 'open') return;
    const segments = nextMissing(this.#theirs, store.lines, this.#stuck);
    if (!segments) return this.#pumpPhotos();
    this.#isSending = true;
    this.#sent = { devices: segments.map(({ device }) => device), have: this.#theirs };
    await this.#say({ kind: 'segments', segments });
  }

  async #pumpPhotos(): Promise<void> {
    const { store } = this.#with;
    this.#isSending = true;
    try {
      for await (const piece of photoPieces(store.photos, this.#sentPhotos)) {
        await this.#say(piece);
        if (piece.at === 0) this.#sentPhotos.add(piece.id);
      }
    } finally {
      this.#isSending = false;
    }
    // What was written while photos were looked for has waited for them, and nobody else calls it.
    if (store.stage === 'open' && nextMissing(this.#theirs ?? {}, store.lines, this.#stuck)) await this.#pump();
  }

  async #loop(): Promise<void> {
    const { link, store } = this.#with;
    let take: ReturnType<typeof photoTaker> | null = null;
    await this.#sayHave();
    for (let bytes = await link.next(); bytes; bytes = await link.next()) {
      const message = unpacked(bytes);
      try {
        if (message.kind === 'photo') await this.#photo((take ??= photoTaker(store.photos)), message);
        else await this.#hear(message);
      } catch (error) {
        // Locked or full: what came is not acknowledged, and comes again.
        if (!(error instanceof DayFault)) throw error;
        take = null;
        this.#with.onProgress(error);
      }
    }
  }

  async #photo(take: ReturnType<typeof photoTaker>, message: Extract<Message, { kind: 'photo' }>): Promise<void> {
    this.#sentPhotos.add(message.id);
    if (!(await take(message))) return;
    await this.#sayHave();
    this.#with.onProgress(null);
  }

  #forget(): void {
    this.#sent = null;
    this.#stuck.clear();
  }

  /** Of whom nothing was taken waits; what the server said may have been what the peer needed for the rest: which devices there are. */
  #acknowledged(have: Have, isAnswer: boolean): void {
    this.#theirs = have;
    // Said for another reason, while what was sent is still on its way: the answer comes.
    if (this.#sent && !isAnswer) return;
    const { devices = [], have: before = {} } = this.#sent ?? {};
    const { members } = this.#with.store;
    for (const device of devices)
      if (reachedIn(have, device) <= reachedIn(before, device)) this.#stuck.add(device);
      else if (members.some(({ id, isServer }) => id === device && isServer)) this.#stuck.clear();
    this.#sent = null;
    this.#isSending = false;
  }

  async #hear(message: Exclude<Message, { kind: 'photo' }>): Promise<void> {
    const { store, peer } = this.#with;
    if (message.kind === 'have') {
      if (message.isAnew) this.#forget();
      await store.histories.compare(message.have, message.heads);
      this.#acknowledged(message.have, message.isAnswer ?? false);
      for (const id of message.photos) this.#sentPhotos.add(id);
      await store.acknowledge(peer, message.have);
    } else {
      this.#theirs = withSegments(this.#theirs ?? {}, message.segments);
      await store.receive(message.segments);
      await this.#sayHave({ isAnswer: true });
    }
    this.#with.onProgress(null);
    await this.#pump();
  }
}
