// Starts the query editor on the address of this very page.
"use strict";

const place = document.getElementById("graphiql");
const fetcher = GraphiQL.createFetcher({ url: window.location.pathname });

ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, {
    fetcher,
    // what was typed last is kept by the browser; a first visit sees the example
    defaultQuery: place.dataset.query,
    shouldPersistHeaders: false,
  }),
);
