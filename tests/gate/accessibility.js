// What axe finds, and what it leaves open where we cannot settle it either. Expects axe to be loaded.
async (tags) => {
    const result = await axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations", "incomplete"],
    });

    const SETTLED = {
        // Axe gives up where a text is a single digit, in a drawing, or scrolled out of sight; `colours.js` does not.
        "color-contrast": () => true,
        // A name need not repeat an arrow.
        "label-content-name-mismatch": (element) => !/[\p{L}\p{N}]/u.test(element.textContent),
    };

    const found = [];
    const report = (name, rule, node) => found.push(`${name}: ${rule.help}: ${node.html.slice(0, 200)}`);
    for (const rule of result.violations) {
        for (const node of rule.nodes) report(rule.id, rule, node);
    }
    for (const rule of result.incomplete) {
        for (const node of rule.nodes) {
            const settled = SETTLED[rule.id]?.(document.querySelector(node.target[0]));
            if (!settled) report(`${rule.id} (undecided)`, rule, node);
        }
    }
    return { found, passed: result.passes.length };
}
