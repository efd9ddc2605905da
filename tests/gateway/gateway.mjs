// What does the Hive gateway make of a supergraph? `gateway.mjs SUPERGRAPH` prints its address and
// serves until standard input ends, so that it never outlives the test that started it.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";

const gateway = createGatewayRuntime({
  supergraph: readFileSync(process.argv[2], "utf8"),
  // a test that stops a subgraph wants the answer, not the gateway's account of it
  logging: false,
  landingPage: false,
});
const server = createServer(gateway);
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/graphql`);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
