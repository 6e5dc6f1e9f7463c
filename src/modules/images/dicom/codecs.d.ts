declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: (settings?: object) => Promise<Readonly<Record<string, never>>>;
  export default load;
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const load: (settings?: object) => Promise<Readonly<Record<string, never>>>;
  export default load;
}
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    // oxlint-disable-next-line max-params -- the library's own
    decode(buffer: ArrayBuffer, offset: number, length: number, bytesEach: number): Uint8Array | Uint16Array;
  }
}
declare module '@cornerstonejs/codec-openjpeg' {
  const load: (settings?: object) => Promise<Readonly<Record<string, never>>>;
  export default load;
}
declare module '@cornerstonejs/codec-charls' {
  const load: (settings?: object) => Promise<Readonly<Record<string, never>>>;
  export default load;
}
