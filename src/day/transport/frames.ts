import { limits } from '../../modules/missions/day/exchange.ts';
import { DayFault } from '../fault.ts';

/** Messages cut into frames that every browser's data channel carries. The channel keeps their order. Pure. */

/** Below the 16 KiB that all implementations interleave well. */
export const frameBytes = 16_000;
const more = 0;
const last = 1;

export function* framesOf(message: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at === 0 || at < message.length; at += frameBytes) {
    const part = message.subarray(at, at + frameBytes);
    const frame = new Uint8Array(part.length + 1);
    frame[0] = at + frameBytes >= message.length ? last : more;
    frame.set(part, 1);
    yield frame;
  }
}

/**
 * Puts frames together again.
 *
 * @returns a function that gives the message with its last frame, before that null
 * @throws DayFault `bad_message` from that function, when a message grows beyond what any may be
 */
export function reassembly(mostBytes: number = limits.bytes): (frame: Uint8Array) => Uint8Array<ArrayBuffer> | null {
  let parts: Uint8Array[] = [];
  let size = 0;
  return (frame) => {
    const [flag] = frame;
    if (flag !== more && flag !== last) throw new DayFault('bad_message');
    parts.push(frame.slice(1));
    size += frame.length - 1;
    if (size > mostBytes) throw new DayFault('bad_message');
    if (flag === more) return null;
    const message = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      message.set(part, at);
      at += part.length;
    }
    parts = [];
    size = 0;
    return message;
  };
}
