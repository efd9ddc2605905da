// How many members took part in each assembly? `node turnout.ts ADDRESS SLUG` prints a line for each.
import { graphql } from "./graph/gql.ts";
import type { TypedDocumentString } from "./graph/graphql.ts";

declare const process: { argv: string[]; exit(status: number): never };

const TURNOUT = graphql(`
  query Turnout($slug: String!) {
    cooperative(slug: $slug) {
      name
      observations(indicators: ["turnout.assembly"]) {
        nodes {
          period
          value
          status
        }
      }
    }
  }
`);

async function ask<Result, Variables>(
  address: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await answer.json()) as {
    data?: Result;
    errors?: { message: string }[];
  };
  if (errors || !data) throw new Error(errors?.map((one) => one.message).join("; "));
  return data;
}

function stop(why: string): never {
  console.error(why);
  return process.exit(1);
}

const [, , address, slug] = process.argv;
if (!address || !slug) stop("give the hub's address and a cooperative's slug: ADDRESS SLUG");
const { cooperative } = await ask(address, TURNOUT, { slug });
if (!cooperative) stop(`there is no cooperative "${slug}" here; \`cooperatives\` lists their slugs`);
for (const { period, value, status } of cooperative.observations?.nodes ?? []) {
  // a figure that is withheld or missing is null, with the reason in its status; it is never 0
  const said = value === null ? status : `${(100 * value).toFixed(1)} %`;
  console.log(`${cooperative.name} ${period}: ${said}`);
}
