// Which of the server audits of graphql-http does an address pass? Prints them as JSON.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const shown = results.map(({ id, name, status, reason }) => ({ id, name, status, reason }));
console.log(JSON.stringify(shown));
