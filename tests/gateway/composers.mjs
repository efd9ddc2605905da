// What do two composers say of subgraphs? `composers.mjs SDL-FILE ...` prints their errors and
// hints as JSON. @theguild's gives no hints.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { composeServices as apollo } from "@apollo/composition";
import { composeServices as guild } from "@theguild/federation-composition";
import { parse } from "graphql";

const subgraphs = process.argv.slice(2).map((file) => ({
  name: basename(file, ".graphql"),
  url: "http://127.0.0.1/graphql",
  typeDefs: parse(readFileSync(file, "utf8")),
}));
const said = Object.entries({ apollo, guild }).map(([name, compose]) => {
  const { errors = [], hints = [], supergraphSdl } = compose(subgraphs);
  return [name, { errors: errors.map(String), hints: hints.map(String), composed: !!supergraphSdl }];
});
console.log(JSON.stringify(Object.fromEntries(said)));
