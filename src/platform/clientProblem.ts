/** A field that the server refused: a JSON pointer into what was sent, and what is wrong with it in the reader's words. */
export type FieldError = { field: string; code: string; title: string };

type Told = { code: string; status: number; title: string; fields: readonly FieldError[] };

/** What a request failed with: RFC 9457 as the server sent it, or `no-connection` (status 0) where no answer came. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldError[];

  constructor({ code, status, title, fields }: Told) {
    super(title);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }

  /** What is wrong with one field, if it is at fault: `/names/kk`. A fault inside it counts as its own. */
  at(field: string): string | undefined {
    return this.fields.find((it) => it.field === field || it.field.startsWith(`${field}/`))?.title;
  }
}
