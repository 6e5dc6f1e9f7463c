import { DayFault } from '../fault.ts';
import { described, descriptionOf } from './description.ts';
import { framesOf, reassembly } from './frames.ts';
import { inbox, type Link } from './link.ts';
import { type Pairing, pairingIn, pairingText } from './pairing.ts';
import { type Ends, isProven, proofOf, type Side } from './proof.ts';

/** A data channel between two browsers in one room, by two QR codes and without any server. */

export type Self = { mission: string; device: string; linkSecret: string };
export type Met = { device: string; link: Link };

/** More than this waits in the channel: nothing is added until it has drained. */
const highWater = 1_000_000;
const lowWater = 250_000;
/** How long the browser may look for its own addresses, and two devices for each other. */
const gatherMs = 3000;
const connectMs = 20_000;

/** No servers: only addresses of the local network. */
const newConnection = (): RTCPeerConnection => new RTCPeerConnection({ iceServers: [] });

const within = <T>(work: Promise<T>, ms: number): Promise<T> => {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new DayFault('no_connection')), ms);
  });
  return Promise.race([work, late]);
};

/** The browser's description of itself once it knows its addresses. */
async function localPairing(peer: RTCPeerConnection, role: Pairing['role'], self: Self): Promise<Pairing> {
  const gathered = new Promise<void>((resolve) => {
    const look = () => peer.iceGatheringState === 'complete' && resolve();
    peer.addEventListener('icegatheringstatechange', look);
    setTimeout(resolve, gatherMs);
  });
  await peer.setLocalDescription();
  await gathered;
  const own = described(peer.localDescription?.sdp ?? '');
  if (!own) throw new DayFault('no_connection');
  return { role, mission: self.mission, device: self.device, ...own };
}

const drained = (channel: RTCDataChannel): Promise<void> =>
  channel.bufferedAmount <= highWater
    ? Promise.resolve()
    : new Promise((resolve) => channel.addEventListener('bufferedamountlow', () => resolve(), { once: true }));

function opened(channel: RTCDataChannel): Promise<void> {
  if (channel.readyState === 'open') return Promise.resolve();
  return new Promise((resolve, reject) => {
    channel.addEventListener('open', () => resolve(), { once: true });
    channel.addEventListener('close', () => reject(new DayFault('no_connection')), { once: true });
  });
}

/** The channel as a link. What comes before somebody listens waits. */
function linkOver(peer: RTCPeerConnection, channel: RTCDataChannel): Link {
  channel.binaryType = 'arraybuffer';
  channel.bufferedAmountLowThreshold = lowWater;
  const whole = reassembly();
  const arrived = inbox<Uint8Array<ArrayBuffer>>();
  let last = Promise.resolve();
  const close = () => {
    channel.close();
    peer.close();
    arrived.end();
  };
  channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    try {
      const message = whole(new Uint8Array(data));
      if (message) arrived.put(message);
    } catch {
      close();
    }
  });
  const closed = new Promise<void>((resolve) => {
    channel.addEventListener('close', () => resolve());
    peer.addEventListener('connectionstatechange', () => /failed|closed/.test(peer.connectionState) && resolve());
  }).then(close);
  const sent = async (message: Uint8Array<ArrayBuffer>): Promise<void> => {
    for (const frame of framesOf(message)) {
      await Promise.race([drained(channel), closed]);
      if (channel.readyState !== 'open') throw new DayFault('no_connection');
      channel.send(frame);
    }
  };
  const send = (message: Uint8Array<ArrayBuffer>) => (last = last.catch(() => undefined).then(() => sent(message)));
  return { send, next: arrived.next, closed, close };
}

type Meeting = { self: Self; by: Side; other: Pairing; own: Pairing };

/**
 * The first word of each is its proof. Nothing else is said or heard before it is right. Who offered speaks first: its channel is open
 * then, and a browser discards what comes before that. Who leaves instead of showing a proof did not take the other's for one.
 *
 * @throws DayFault `not_of_mission`, `no_connection`
 */
async function met(link: Link, { self, by, other, own }: Meeting): Promise<Met> {
  const [offering, answering] = by === 'offering' ? [own, other] : [other, own];
  const ends: Ends = { mission: self.mission, offering, answering };
  const say = async () => link.send(await proofOf(self.linkSecret, ends, by));
  const hear = async () => {
    const proof = await link.next();
    const theirs = by === 'offering' ? 'answering' : 'offering';
    const isProof = proof !== null && (await isProven(self.linkSecret, ends, { proof, by: theirs }));
    if (!isProof) throw new DayFault('not_of_mission');
  };
  try {
    await (by === 'offering' ? say().then(hear) : hear().then(say));
    return { device: other.device, link };
  } catch (error) {
    link.close();
    throw error;
  }
}

/** The other side's code. @throws DayFault `bad_message`, `other_mission` */
function read(code: string, role: Pairing['role'], self: Self): Pairing {
  const other = pairingIn(code);
  if (!other || other.role !== role || other.device === self.device) throw new DayFault('bad_message');
  if (other.mission !== self.mission) throw new DayFault('other_mission');
  return other;
}

/** Ends a pairing that came to nothing. Two that have met are linked, and stay so. */
function endingOf(peer: RTCPeerConnection): { hasMet: (one: Met) => Met; cancel: () => void } {
  let isLinked = false;
  return {
    hasMet: (one) => {
      isLinked = true;
      return one;
    },
    cancel: () => {
      if (!isLinked) peer.close();
    },
  };
}

export type Offer = {
  /** To be shown as a QR code. */
  code: string;
  /** Takes the code that the other device shows in return. @throws DayFault `no_connection`, `not_of_mission` */
  accept: (answer: string) => Promise<Met>;
  /** Gives it up; nothing where they have met. */
  cancel: () => void;
};

/**
 * Begins a pairing. The camera must have been allowed before: until then the browser hides this device's addresses, and gives none
 * at all where the network has no way out.
 *
 * @throws DayFault `no_address`
 */
export async function offerPairing(self: Self): Promise<Offer> {
  const peer = newConnection();
  const channel = peer.createDataChannel('day', { ordered: true });
  const own = await localPairing(peer, 'offer', self);
  if (own.addresses.length === 0) {
    peer.close();
    throw new DayFault('no_address');
  }
  const { hasMet, cancel } = endingOf(peer);
  const accept = async (answer: string): Promise<Met> => {
    const other = read(answer, 'answer', self);
    const link = linkOver(peer, channel);
    await peer.setRemoteDescription(descriptionOf(other));
    const meeting = opened(channel).then(() => met(link, { self, by: 'offering', other, own }));
    return within(meeting, connectMs).then(hasMet, (error: unknown) => {
      link.close();
      throw error;
    });
  };
  return { code: pairingText(own), accept, cancel };
}

/** Answers a pairing: `code` is shown to the device that offered, and `met` settles when it has read it. */
export async function answerPairing(
  offer: string,
  self: Self,
): Promise<{ code: string; met: Promise<Met>; cancel: () => void }> {
  const other = read(offer, 'offer', self);
  const peer = newConnection();
  const channel = new Promise<RTCDataChannel>((resolve) => {
    peer.addEventListener('datachannel', (event) => resolve(event.channel), { once: true });
  });
  await peer.setRemoteDescription(descriptionOf(other));
  const own = await localPairing(peer, 'answer', self);
  const { hasMet, cancel } = endingOf(peer);
  const meeting = channel.then(async (one) => {
    const link = linkOver(peer, one);
    await opened(one);
    return hasMet(await within(met(link, { self, by: 'answering', other, own }), connectMs));
  });
  meeting.catch(() => peer.close());
  return { code: pairingText(own), met: meeting, cancel };
}
