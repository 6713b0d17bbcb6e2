// Returns what axe finds, a line for each element.
async (tags) => {
  // Stylesheets of other origins are none of ours: preloading them would ask for them.
  const { violations } = await axe.run(document, { runOnly: tags, preload: false, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`),
  );
}
