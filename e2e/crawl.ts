/** What anybody can read: the addresses below the public site that can be reached from its first pages, with their texts. */
export async function crawl(address: string, from: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const waiting = [...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path)) continue;
    const answer = await fetch(`${address}${path}`, { headers: { accept: 'text/html,*/*' } });
    const text = await answer.text();
    if (answer.status >= 400) throw new Error(`${path} answers ${answer.status}`);
    texts.set(path, text);
    if (!answer.headers.get('content-type')?.includes('html')) continue;
    for (const [, href = ''] of text.matchAll(/href="([^"#]*)/g)) {
      const url = new URL(href.replaceAll('&amp;', '&'), `${address}${path}`);
      const isPublic = url.origin === address && /^\/(kk|ru|en)(\/|\.|\?|$)/.test(url.pathname + url.search);
      if (isPublic) waiting.push(url.pathname + url.search);
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
