// A certified OpenID provider on a loopback port of its own, with one directory, one client and people whose names say what is wrong
// with them. Prints its address as its first line. A second address announces another issuer than its tokens carry.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [modules, clientId, clientSecret] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/`));
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')).href);

const roles = {
  tier2: ['SUPPORT_TIER_2'],
  admin: ['PLATFORM_ADMIN'],
  nobody: [],
  unknown: ['SUPPORT_TIER_9'],
  both: ['SUPPORT_TIER_1', 'HOTLINE_OPERATOR'],
};
const directory = '/11111111-2222-3333-4444-555555555555/v2.0';
const lying = '/99999999-2222-3333-4444-555555555555/v2.0';

const server = createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(origin + directory, {
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    // Native, because a loopback address then matches on every port.
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/signin/back'],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], profile: ['name', 'oid', 'tid', 'roles'], email: ['email'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `${directory}/interaction/${interaction.uid}` },
  cookies: { keys: ['loopback only'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, oid: `oid-${id}`, tid: directory.slice(1, 37), roles: roles[id.split('-')[0]] ?? [], name: `Person ${id}`, email: `${id}@ethico.example` }),
  }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
    grant.addOIDCScope('openid profile email offline_access');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();

server.on('request', async (request, response) => {
  const url = new URL(request.url, origin);
  if (url.pathname === `${lying}/.well-known/openid-configuration`) {
    const honest = await (await fetch(`${origin}${directory}/.well-known/openid-configuration`)).json();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...honest, issuer: origin + lying }));
  } else if (url.pathname.startsWith(`${directory}/interaction/`)) {
    // The test says in the address who signs in; a native client is always asked for consent.
    await provider.interactionFinished(request, response, { login: { accountId: url.searchParams.get('as') }, consent: {} });
  } else if (url.pathname.startsWith(directory)) {
    request.originalUrl = request.url;
    request.url = request.url.slice(directory.length);
    answer(request, response);
  } else {
    response.statusCode = 404;
    response.end();
  }
});
console.log(origin);
// Ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
