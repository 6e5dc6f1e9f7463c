/** How many pages are asked for at once. */
const atOnce = 6;

async function textAt(address: string, path: string): Promise<{ text: string; links: string[] }> {
  const answer = await fetch(`${address}${path}`, { headers: { accept: 'text/html,*/*' } });
  const text = await answer.text();
  if (answer.status >= 400) throw new Error(`${path} answers ${answer.status}`);
  if (!answer.headers.get('content-type')?.includes('html')) return { text, links: [] };
  const links = [...text.matchAll(/href="([^"#]*)/g)].flatMap(([, href = '']) => {
    const url = new URL(href.replaceAll('&amp;', '&'), `${address}${path}`);
    const isPublic = url.origin === address && /^\/(kk|ru|en)(\/|\.|\?|$)/.test(url.pathname + url.search);
    return isPublic ? [url.pathname + url.search] : [];
  });
  return { text, links };
}

/** What anybody can read: the addresses below the public site that can be reached from its first pages, with their texts. */
export async function crawl(address: string, from: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const seen = new Set(from);
  const waiting = [...seen];
  while (waiting.length > 0) {
    const paths = waiting.splice(-atOnce);
    const pages = await Promise.all(paths.map(async (path) => ({ path, ...(await textAt(address, path)) })));
    for (const { path, text, links } of pages) {
      texts.set(path, text);
      for (const link of links) {
        if (!seen.has(link)) waiting.push(link);
        seen.add(link);
      }
    }
  }
  return texts;
}

/** As a person reads it: no markup, no addresses, no ids and no hashes, in which any digits may stand. */
export const readable = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, ' ')
    .replaceAll(/\b[\da-f]{12,64}\b/g, ' ')
    .replaceAll(/[   ]/g, ' ');
