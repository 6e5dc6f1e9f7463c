import Fastify from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A ministry's identity provider, as far as a sign-in asks it: the outside world of these tests. */
export async function startMinistry(clientId: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const other = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const app = Fastify();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  /** What the next ID token says, and with whose key. */
  const next: { claims: Record<string, unknown>; isForged: boolean } = { claims: {}, isForged: false };
  const asked: Record<string, string>[] = [];
  let address = '';
  app.get('/.well-known/openid-configuration', () => ({
    issuer: address,
    authorization_endpoint: `${address}/authorise`,
    token_endpoint: `${address}/token`,
    userinfo_endpoint: `${address}/userinfo`,
    jwks_uri: `${address}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
  }));
  app.get('/keys', () => ({ keys: [jwk] }));
  app.post('/token', async ({ body }) => {
    asked.push(body as Record<string, string>);
    const { aud = clientId, ...claims } = next.claims as { aud?: string };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(address)
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(next.isForged ? other.privateKey : privateKey);
    return { access_token: 'access-token-of-the-ministry', token_type: 'Bearer', expires_in: 300, id_token: idToken };
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { address, next, asked, stop: () => app.close() };
}
