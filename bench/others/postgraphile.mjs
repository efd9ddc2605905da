// How much does PostGraphile take for the same rows? `postgraphile.mjs URL` serves the hub's shelf as
// PostGraphile makes a graph of it, prints its port, and serves until standard input ends.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const serving = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.argv[2], schemas: ["public"] })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, websockets: false },
}).createServ(grafserv);
const server = createServer();
await serving.addTo(server);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
