/** How the pixels of a file lie in it. After PS3.5 and PS3.6, table A-1. */
export type Packing = 'native' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'rle';
type Syntax = {
  name: string;
  kind: 'explicit' | 'implicit' | 'deflated' | 'refused';
  packing: Packing;
  isLossy?: true;
};

const explicit = (name: string, packing: Packing): Syntax => ({ name, kind: 'explicit', packing });
const lossy = (name: string, packing: Packing): Syntax => ({ ...explicit(name, packing), isLossy: true });
const refused = (name: string): Syntax => ({ name, kind: 'refused', packing: 'native' });

const base = '1.2.840.10008.1.2';
/** By UID: those that are read, and those that are known and refused by their name. */
export const syntaxes: Readonly<Record<string, Syntax>> = {
  [base]: { name: 'Implicit VR Little Endian', kind: 'implicit', packing: 'native' },
  [`${base}.1`]: explicit('Explicit VR Little Endian', 'native'),
  [`${base}.1.99`]: { name: 'Deflated Explicit VR Little Endian', kind: 'deflated', packing: 'native' },
  [`${base}.2`]: refused('Explicit VR Big Endian'),
  [`${base}.4.50`]: lossy('JPEG Baseline', 'jpeg'),
  [`${base}.4.51`]: refused('JPEG Extended (12 bit)'),
  [`${base}.4.57`]: explicit('JPEG Lossless', 'jpeg-lossless'),
  [`${base}.4.70`]: explicit('JPEG Lossless, first-order prediction', 'jpeg-lossless'),
  [`${base}.4.80`]: explicit('JPEG-LS Lossless', 'jpeg-ls'),
  [`${base}.4.81`]: lossy('JPEG-LS Near-lossless', 'jpeg-ls'),
  [`${base}.4.90`]: explicit('JPEG 2000 Lossless', 'jpeg-2000'),
  [`${base}.4.91`]: lossy('JPEG 2000', 'jpeg-2000'),
  [`${base}.4.100`]: refused('MPEG-2'),
  [`${base}.4.102`]: refused('MPEG-4 AVC/H.264'),
  [`${base}.4.201`]: refused('High-Throughput JPEG 2000 Lossless'),
  [`${base}.4.202`]: refused('High-Throughput JPEG 2000 Lossless RPCL'),
  [`${base}.4.203`]: refused('High-Throughput JPEG 2000'),
  [`${base}.5`]: explicit('RLE Lossless', 'rle'),
};
/** Explicit VR Little Endian: what every copy is written in. */
export const plainSyntax = `${base}.1`;
