import { readQr as ticketIn } from '../../modules/missions/bookingTicket.ts';
import { pairingIn } from '../transport/pairing.ts';

/** What a QR code in front of the camera is. Pure: nothing is opened or asked because a code says so. */
export type Read =
  | { kind: 'ticket'; code: string }
  /** A device of this mission that wants to share, or answers one that does. */
  | { kind: 'pairing'; role: 'offer' | 'answer'; device: string; text: string }
  /** The code with which a new device joins a mission. */
  | { kind: 'joining'; code: string }
  | { kind: 'other_mission'; what: 'ticket' | 'pairing' }
  | { kind: 'foreign' };

/** The mission of this device, and the words of its public address. */
export type Here = { mission: string; slug: string };

const pairingMark = 'yntymaq-day:';
const mostLetters = 600;

/** What the QR code of a pairing says: our mark, so that any other code is told apart at once. */
export const pairingQr = (text: string): string => `${pairingMark}${text}`;

export function readQr(scanned: string, { mission, slug }: Here): Read {
  const text = scanned.trim();
  if (text.length > mostLetters) return { kind: 'foreign' };
  if (text.startsWith(pairingMark)) {
    const pairing = pairingIn(text.slice(pairingMark.length));
    if (!pairing) return { kind: 'foreign' };
    if (pairing.mission !== mission) return { kind: 'other_mission', what: 'pairing' };
    return { kind: 'pairing', role: pairing.role, device: pairing.device, text: text.slice(pairingMark.length) };
  }
  const joining = /^https:\/\/[^/\s]+\/day#join=([\w-]{43})$/.exec(text);
  if (joining?.[1]) return { kind: 'joining', code: joining[1] };
  const ticket = ticketIn(text);
  if ('refused' in ticket) return { kind: 'foreign' };
  return ticket.slug === slug ? { kind: 'ticket', code: ticket.code } : { kind: 'other_mission', what: 'ticket' };
}
