/** How an endpoint is asked over HTTP: what goes into its path, behind it, and into the body. */
type Route = { method?: string; path?: string };
type Leaf = readonly [name: string, value: unknown];

/** Every value inside a value, named with brackets: `{ languages: ['kk'] }` is `languages[0]`. */
function leavesOf(value: unknown, name = ''): Leaf[] {
  const isInner = typeof value === 'object' && value !== null && !(value instanceof Blob);
  if (!isInner) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, name === '' ? key : `${name}[${key}]`));
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Files travel beside the other values; what is empty does not travel. */
function formOf(leaves: readonly Leaf[]): FormData {
  const form = new FormData();
  for (const [name, value] of leaves)
    if (value instanceof Blob) form.append(name, value);
    else if (isPlain(value)) form.append(name, `${value}`);
  return form;
}

const searchOf = (leaves: readonly Leaf[]): string =>
  new URLSearchParams(leaves.flatMap(([name, value]) => (isPlain(value) ? [[name, `${value}`]] : []))).toString();

type Asked = { method: string; path: string; body?: FormData | string };

/** @param input what the endpoint wants, as the contract types it */
export function asked({ method = 'POST', path: template = '' }: Route, input?: object): Asked {
  const rest: Record<string, unknown> = { ...input };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name] as string | number;
    delete rest[name];
    return encodeURIComponent(value);
  });
  const leaves = leavesOf(rest);
  if (method === 'GET') {
    const search = searchOf(leaves);
    return { method, path: search === '' ? path : `${path}?${search}` };
  }
  if (Object.keys(rest).length === 0 && (input === undefined || path !== template)) return { method, path };
  const hasFile = leaves.some(([, value]) => value instanceof Blob);
  return { method, path, body: hasFile ? formOf(leaves) : JSON.stringify(rest) };
}
