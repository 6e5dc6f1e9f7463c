/** A form with a file in it, as a browser sends it. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  { name, bytes }: { name: string; bytes: Uint8Array },
) {
  const boundary = '----a-form-of-the-tests';
  const field = (key: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const said = Object.entries(fields).map(([key, value]) => field(key, value));
  const head = `${said.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}
