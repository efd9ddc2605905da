// How much does Apollo Server take for the same question? `apollo.mjs memory ROWS`, where ROWS is the
// answer's JSON, or `apollo.mjs postgresql URL RELEASE`. Prints its port, and serves until standard
// input ends. The server and its HTTP side are as Apollo's own guide sets them up.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import pg from "pg";

const typeDefs = `
  type Observation {
    period: String!
    value: Float
    numerator: Float
    denominator: Float
    status: Status!
    unit: Unit!
  }
  enum Status { DECLARED_PUBLIC EXACT ROUNDED MISSING }
  enum Unit { RATIO COUNT EUR }
  type Connection { nodes: [Observation!]! }
  input Filter { indicators: [String!] }
  type Query { observations(filter: Filter!, first: Int = 100): Connection! }
`;

const [where, from, release] = process.argv.slice(2);

function inMemory() {
  const rows = JSON.parse(from);
  return async (first) => rows.slice(0, first);
}

function inPostgres() {
  const pool = new pg.Pool({ connectionString: from });
  const text =
    "select period, value, numerator, denominator, upper(status) as status, upper(unit) as unit " +
    "from observations where release_id = $1 and position > $2 order by position limit $3";
  return async (first) => (await pool.query({ name: "rows", text, values: [release, -1, first] })).rows;
}

const read = where === "memory" ? inMemory() : inPostgres();
const resolvers = {
  Query: { observations: async (_, { first }) => ({ nodes: await read(first) }) },
};
const server = new ApolloServer({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
console.log(new URL(url).port);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
