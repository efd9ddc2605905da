// What is a client told that subscribes by the protocol's own library? Prints it as JSON, line by
// line: `subscribe.mjs sse|ws ADDRESS QUERY ANSWERS` ends after so many answers.
import { createClient as createSse } from "graphql-sse";
import { createClient as createWs } from "graphql-ws";

const [, , kind, address, query, answers] = process.argv;
const client =
  kind === "sse"
    ? createSse({ url: address, retryAttempts: 0 })
    : createWs({ url: address.replace("http", "ws"), retryAttempts: 0, lazyCloseTimeout: 0 });

let heard = 0;
for await (const answer of client.iterate({ query })) {
  console.log(JSON.stringify(answer));
  heard += 1;
  if (heard === Number(answers)) break;
}
client.dispose();
process.exit(0);
