// Asks clients written in JavaScript what they find at a running service: see README.md.
const [base] = process.argv.slice(2);
const canonical = 'https://w3id.org/digital-strategy-graph';
const installed = async (name) => import(name).catch(() => console.log(`${name} is not installed`));

const dereference = await installed('rdf-dereference');
if (dereference) {
  const reader = dereference.rdfDereferencer ?? dereference.default.rdfDereferencer ?? dereference.default.default;
  for (const path of ['/id/initiative/digital-boost', '/dataset', '/ontology', '/']) {
    const { data } = await reader.dereference(base + path);
    let triples = 0;
    for await (const _ of data) triples += 1;
    console.log(`rdf-dereference ${path} ${triples} triples`);
    if (!triples) process.exitCode = 1;
  }
}

const traversal = await installed('@comunica/query-sparql-link-traversal');
if (traversal) {
  const { QueryEngine } = traversal.default ?? traversal;
  let requests = 0;
  // Until w3id.org leads here, canonical IRIs are asked for where the service runs; those of others are not asked for.
  const fetchHere = async (input, options) => {
    const address = (typeof input === 'string' ? input : input.url).replace(canonical, base);
    if (!address.startsWith(base)) return new Response('', { status: 404 });
    requests += 1;
    return fetch(address, options);
  };
  const query = `SELECT DISTINCT ?name WHERE {
    <${canonical}/id/initiative/digital-boost> <${canonical}/ontology#underTheme> ?theme .
    ?theme <http://www.w3.org/2000/01/rdf-schema#label> ?name }`;
  const started = Date.now();
  const rows = await (await new QueryEngine().queryBindings(query, {
    sources: [`${base}/id/initiative/digital-boost`], fetch: fetchHere, lenient: true,
  })).toArray();
  console.log(`link traversal ${rows.length} rows in ${requests} requests, ${Date.now() - started} ms`);
  if (!rows.length) process.exitCode = 1;
}
