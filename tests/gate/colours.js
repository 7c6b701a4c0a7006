// Whether every text and every graphic can be told from what it stands on, in the colours that the browser shows now.
() => {
    const TEXT = 4.5, GRAPHIC = 3;
    const found = new Set();

    const pencil = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const known = new Map();
    const channels = (colour) => {
        if (!known.has(colour)) {
            pencil.clearRect(0, 0, 1, 1);
            pencil.fillStyle = colour;
            pencil.fillRect(0, 0, 1, 1);
            const [red, green, blue, alpha] = pencil.getImageData(0, 0, 1, 1).data;
            known.set(colour, [red, green, blue, alpha / 255]);
        }
        return known.get(colour);
    };
    const probe = document.createElement("p");
    const system = (name) => {
        probe.style.color = name;
        document.body.append(probe);
        const colour = channels(getComputedStyle(probe).color);
        probe.remove();
        return colour;
    };
    const over = ([red, green, blue, alpha], ground) =>
        [red, green, blue].map((part, place) => part * alpha + ground[place] * (1 - alpha)).concat(1);
    const luminance = ([red, green, blue]) => {
        const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
    };
    const contrast = (one, other) => {
        const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (lighter + 0.05) / (darker + 0.05);
    };
    // Where the reader's colours are all there are, a colour of the page's own is seen or not as luck will have it.
    const SYSTEM = ["Canvas", "CanvasText", "LinkText", "ButtonFace", "ButtonText", "ButtonBorder", "GrayText", "Highlight"];
    const forced = matchMedia("(forced-colors: active)").matches;
    const chosen = new Set(SYSTEM.map((name) => system(name).join()));
    const opacity = (element) => (element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1);
    const lowest = (colour, grounds) =>
        Math.min(...grounds.map((ground) => contrast(over(colour, ground), ground)));

    // All colours that may lie behind what an element holds: a striped ground has several.
    const grounds = (element) => {
        if (!element) return [system("Canvas")];
        const { backgroundColor, backgroundImage } = getComputedStyle(element);
        const ground = channels(backgroundColor);
        const under = ground[3] === 1 ? [ground] : grounds(element.parentElement).map((lower) => over(ground, lower));
        const stripes = (backgroundImage.match(/(?:rgba?|color)\([^)]*\)/g) ?? []).map(channels);
        return stripes.length ? under.concat(stripes.flatMap((stripe) => under.map((lower) => over(stripe, lower)))) : under;
    };

    // Where colours are forced, the browser lays a plate of its own under every text that does not decline it.
    const plated = (element) => forced && getComputedStyle(element).forcedColorAdjust === "auto";

    // What a shape is filled with; a pattern is what its shapes are filled with.
    const filling = (shape) => {
        const { fill } = getComputedStyle(shape);
        const pattern = fill.match(/url\("?#([^")]+)/)?.[1];
        if (pattern) return [...document.getElementById(pattern).children].flatMap(filling);
        return fill === "none" ? [] : [channels(fill)];
    };
    const paints = (shape) => {
        const { stroke, strokeWidth } = getComputedStyle(shape);
        return stroke === "none" || !parseFloat(strokeWidth) ? filling(shape) : [...filling(shape), channels(stroke)];
    };
    const area = (element) => element.getBoundingClientRect();
    // In a drawing a text stands on the last shape that was drawn under it.
    const groundsInDrawing = (text) => {
        const { left, right, top, bottom } = area(text);
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const shape = [...text.ownerSVGElement.querySelectorAll(":scope > rect")].findLast((rect) => {
            const box = area(rect);
            const before = rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
            return before && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
        });
        return shape ? filling(shape) : grounds(text.ownerSVGElement);
    };

    const name = (element) => {
        const words = element.textContent.trim().slice(0, 40);
        return words ? `“${words}”` : `${element.localName} in “${element.closest("figure, h3, h4, tr, p, li, main").textContent.trim().slice(0, 40)}”`;
    };
    const hold = (colour, element, behind, least, what) => {
        if (forced && !chosen.has(colour.join())) found.add(`${what} has a colour that its reader did not choose`);
        const ratio = lowest([...colour.slice(0, 3), colour[3] * opacity(element)], behind);
        if (ratio < least) found.add(`${what} has a contrast of ${ratio.toFixed(2)}:1, not ${least}:1`);
    };

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || seen.has(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
        seen.add(element);
        const { color, fill } = getComputedStyle(element);
        const drawn = element instanceof SVGElement;
        if (drawn && element.localName !== "text") continue; // its title and description
        const behind = drawn ? groundsInDrawing(element) : plated(element) ? [system("Canvas")] : grounds(element);
        hold(channels(drawn ? fill : color), element, behind, TEXT, name(element));
    }

    for (const element of document.body.querySelectorAll("*")) {
        if (!element.checkVisibility()) continue;
        for (const place of ["::before", "::after"]) {
            const { content, color } = getComputedStyle(element, place);
            if (/\w|✓/.test(content) && content !== "none" && content !== "normal") {
                hold(channels(color), element, grounds(element), TEXT, `${content} at ${name(element)}`);
            }
        }
    }

    for (const shape of document.querySelectorAll("svg:not(.picture) :is(rect, circle, path)")) {
        if (shape.closest("defs") || !shape.checkVisibility() || !area(shape).width) continue;
        const behind = grounds(shape.ownerSVGElement);
        const [best] = paints(shape).sort((one, other) => lowest(other, behind) - lowest(one, behind));
        hold(best, shape, behind, GRAPHIC, `a ${name(shape)}`);
    }

    // What can be pressed is known by its border, and what has the focus by its ring.
    for (const control of document.querySelectorAll("a, summary, label > input + span, .chip")) {
        if (!control.checkVisibility()) continue;
        const behind = grounds(control.parentElement);
        const { borderTopWidth, borderTopColor, borderLeftWidth } = getComputedStyle(control);
        if (parseFloat(borderTopWidth) && parseFloat(borderLeftWidth)) {
            hold(channels(borderTopColor), control, behind, GRAPHIC, `the border of ${name(control)}`);
        }
    }
    const kinds = new Set();
    for (const control of document.querySelectorAll("a[href], summary, input, [tabindex]")) {
        const kind = `${control.localName} ${control.className} ${grounds(control.parentElement)}`;
        if (!control.checkVisibility() || kinds.has(kind)) continue;
        kinds.add(kind);
        control.focus({ preventScroll: true, focusVisible: true });
        const ring = control.localName === "input" ? control.nextElementSibling : control;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ring);
        if (document.activeElement !== control) continue;
        if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) found.add(`the focus on ${name(ring)} is not seen`);
        else hold(channels(outlineColor), ring, grounds(ring.parentElement), GRAPHIC, `the ring around ${name(ring)}`);
    }
    document.activeElement.blur();
    if (!seen.size) found.add("no text was measured");
    return [...found];
}
