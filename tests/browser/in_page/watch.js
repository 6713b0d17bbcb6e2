// Runs before a page's own scripts. Tells the test of blocked content and of layout shifts that nobody caused.
addEventListener("securitypolicyviolation", (event) => {
  const place = event.sourceFile ? ` (${event.sourceFile}:${event.lineNumber})` : "";
  tellTest("policy", `${event.effectiveDirective} blocked ${event.blockedURI || "inline content"}${place}`);
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput || entry.value === 0) continue;
    const moved = entry.sources.map(({ node }) => node?.nodeName?.toLowerCase() ?? "?").join(", ");
    tellTest("shift", `the layout shifted by ${entry.value.toFixed(4)}: ${moved}`);
  }
}).observe({ type: "layout-shift", buffered: true });
