// What does a real OpenID provider do? oidc-provider on loopback, with one client: a hub.
//
//     node provider.mjs REDIRECT_URI
//
// Prints its address; ends when its standard input does. Whoever logs in is who the form says.

import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'hub',
        client_secret: 'a-secret-for-tests-only-of-enough-letters',
        redirect_uris: [process.argv[2]],
      },
    ],
    cookies: { keys: ['for tests only'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();
