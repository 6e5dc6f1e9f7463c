import type { FetchRefusal } from '../../platform/fetch/fetch.server.ts';
import type { Served } from '../../platform/serve.ts';
import { type IntakeRefusal, seatIn, takeIn } from './intake.server.ts';

export type FromAddress = {
  partnership: string;
  address: string;
  title?: string | undefined;
  publisher?: string | undefined;
  publishedOn?: string | undefined;
};
type Taken = { taken: string; isNew: boolean };

/** The end of an address as the name of a file: it may tell a web page from a text, and stands in for a title. */
function nameIn(address: string): string {
  const { hostname, pathname } = new URL(address);
  const last = pathname.split('/').findLast((part) => part !== '');
  return last === undefined ? hostname : `${hostname}/${last}`;
}

/** Fetches a page and takes it in; its address is the one that answered in the end. */
export async function takeInFromAddress(
  context: Served,
  { address, ...said }: FromAddress,
): Promise<Taken | { refused: IntakeRefusal | FetchRefusal }> {
  const seat = await seatIn(context, said.partnership);
  if ('refused' in seat) return seat;
  const found = await context.fetchPage(address, context.maxUpload);
  if ('refused' in found) return found;
  const { bytes, from, contentType, encoding } = found;
  const file = { name: nameIn(from), type: contentType };
  const fetched = { asked: address, from, at: context.now, encoding };
  return takeIn(context, { ...said, bytes, file, address: from, fetched });
}
