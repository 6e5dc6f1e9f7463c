/** Frames of several slices in one answer: each its slice's id (36 characters), its length, its bytes. Browser-safe. */
type Part = { id: string; frame: Uint8Array };

const idBytes = 36;
const headBytes = idBytes + 4;

export function packFrames(parts: readonly Part[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { frame }) => sum + headBytes + frame.length, 0));
  const view = new DataView(out.buffer);
  const text = new TextEncoder();
  let at = 0;
  for (const { id, frame } of parts) {
    out.set(text.encode(id), at);
    view.setUint32(at + idBytes, frame.length, true);
    out.set(frame, at + headBytes);
    at += headBytes + frame.length;
  }
  return out;
}

/** @throws RangeError where it was cut short */
export function unpackFrames(bytes: Uint8Array): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const parts: Part[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at + idBytes, true);
    if (at + headBytes + length > bytes.length) throw new RangeError('cut short');
    const id = text.decode(bytes.subarray(at, at + idBytes));
    parts.push({ id, frame: bytes.subarray(at + headBytes, at + headBytes + length) });
    at += headBytes + length;
  }
  return parts;
}
