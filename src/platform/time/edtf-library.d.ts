/** The library that the tests hold our own reading of dates against. */
declare module 'edtf' {
  const edtf: (text: string) => { readonly min: number; readonly max: number };
  export default edtf;
}
