import { DayFault } from '../fault.ts';
import type { DayStore } from '../store/store.ts';
import { answerPairing, type Met, type Offer, offerPairing, type Self } from './rtc.ts';
import { Session } from './session.ts';

/** Another device of the room with which this one shares. */
export type Peer = {
  device: string;
  label: string;
  /** When it last said what it has. */
  heardAt: number;
  /** Why the last of what it sent could not be stored. */
  fault: DayFault | null;
};
type Held = { peer: Peer; session: Session };

/**
 * The devices of one room without internet. Any of them may be the hub: whoever is linked to several hands on what each of them lacks.
 * When the hub is gone every device goes on alone, and catches up with the next one it is paired with.
 */
export class Room {
  readonly #store: DayStore;
  readonly #now: () => number;
  readonly #links = new Map<string, Held>();
  readonly #listeners = new Set<() => void>();
  #peers: readonly Peer[] = [];

  constructor(store: DayStore, now: () => number = () => Date.now()) {
    this.#store = store;
    this.#now = now;
  }

  /** With whom this device shares now; replaced with every change. */
  get peers(): readonly Peer[] {
    return this.#peers;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #self(): Self {
    const { identity, secrets } = this.#store;
    if (secrets.linkSecret === '') throw new DayFault('not_of_mission');
    return { mission: identity.mission, device: identity.device, linkSecret: secrets.linkSecret };
  }

  /** Shows a code to another device. @throws DayFault `no_address`, `locked` */
  async offer(): Promise<Omit<Offer, 'accept'> & { accept: (answer: string) => Promise<Peer> }> {
    const { code, accept, cancel } = await offerPairing(this.#self());
    return { code, cancel, accept: async (answer) => this.#hold(await accept(answer)) };
  }

  /** Answers the code that another device shows: its own code is shown back. @throws DayFault `bad_message`, `other_mission` */
  async answer(offer: string): Promise<{ code: string; met: Promise<Peer>; cancel: () => void }> {
    const { code, met, cancel } = await answerPairing(offer, this.#self());
    return { code, cancel, met: met.then((one) => this.#hold(one)) };
  }

  /** Ends all links. */
  leave(): void {
    for (const { session } of this.#links.values()) session.close();
  }

  #hold({ device, link }: Met): Peer {
    const member = this.#store.members.find(({ id }) => id === device);
    if (member?.isRevoked) {
      link.close();
      throw new DayFault('not_of_mission');
    }
    this.#links.get(device)?.session.close();
    const label = member?.label ?? '';
    const onProgress = (fault: DayFault | null) => this.#heard(device, fault);
    const session = new Session({ peer: device, store: this.#store, link, onProgress });
    const peer: Peer = { device, label, heardAt: this.#now(), fault: null };
    this.#links.set(device, { peer, session });
    void session.over.finally(() => {
      if (this.#links.get(device)?.session === session) this.#links.delete(device);
      this.#tell();
    });
    this.#tell();
    return peer;
  }

  #heard(device: string, fault: DayFault | null): void {
    const held = this.#links.get(device);
    if (!held) return;
    held.peer = { ...held.peer, heardAt: this.#now(), fault };
    this.#tell();
  }

  #tell(): void {
    this.#peers = Array.from(this.#links.values(), ({ peer }) => peer);
    for (const listener of this.#listeners) listener();
  }
}
