declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: () => Promise<Readonly<Record<string, never>>>;
  export default load;
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const load: () => Promise<Readonly<Record<string, never>>>;
  export default load;
}
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    decode(buffer: ArrayBuffer, offset: number, length: number, bytesEach: number): Uint8Array | Uint16Array;
  }
}
