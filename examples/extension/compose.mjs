// What do several subgraphs make together? `compose.mjs NAME SDL-FILE ADDRESS ...`, three words for
// each subgraph, prints the supergraph for a gateway. It takes its two packages, graphql and
// @theguild/federation-composition, from the folder that it is run in.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const packages = createRequire(join(process.cwd(), "package.json"));
const { composeServices } = packages("@theguild/federation-composition");
const { parse } = packages("graphql");

const words = process.argv.slice(2);
const subgraphs = [];
for (let at = 0; at < words.length; at += 3) {
  const [name, file, url] = words.slice(at, at + 3);
  subgraphs.push({ name, url, typeDefs: parse(readFileSync(file, "utf8")) });
}
const { errors, supergraphSdl } = composeServices(subgraphs);
if (errors?.length) {
  console.error(errors.map((error) => error.message).join("\n"));
  process.exit(1);
}
console.log(supergraphSdl);
