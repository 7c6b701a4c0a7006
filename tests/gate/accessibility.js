// What axe finds, and what it leaves open where we cannot settle it either. Expects axe to be loaded.
async (tags) => {
    const result = await axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations", "incomplete"],
    });

    const luminance = ([red, green, blue]) => {
        const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
    };
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const opacity = (colour) => (/^rgb/.test(colour) ? (channels(colour)[3] ?? 1) : NaN);

    // Axe gives up where a text is a single digit, in a drawing, or scrolled out of sight. A text stands on
    // the nearest coloured ground around it; where something is translucent or a picture, it stays open.
    const readable = (element) => {
        const { fill, color } = getComputedStyle(element);
        const colour = element instanceof SVGElement ? fill : color;
        if (opacity(colour) !== 1) return false;
        for (let ground = element; ground; ground = ground.parentElement) {
            const style = getComputedStyle(ground);
            if (style.backgroundImage !== "none" || style.opacity !== "1") return false;
            if (opacity(style.backgroundColor) === 1) {
                const [one, other] = [colour, style.backgroundColor].map(channels).map(luminance);
                return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) >= 4.5;
            }
            if (opacity(style.backgroundColor) !== 0) return false;
        }
        return false;
    };
    const SETTLED = {
        "color-contrast": readable,
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
