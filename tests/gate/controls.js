// Whether everything that the keyboard stops at is of use, and everything that is pressed can be hit: WCAG 2.5.8.
() => {
    const LEAST = 24;
    const found = [];
    const name = (element) => `“${(element.textContent.trim() || element.closest("label")?.textContent.trim() || element.localName).slice(0, 40)}”`;
    const CONTROLS = "a[href], button, input, select, textarea, summary";

    for (const stop of document.querySelectorAll("[tabindex]")) {
        if (stop.tabIndex < 0 || stop.matches(CONTROLS) || !stop.checkVisibility()) continue;
        const scrolls = stop.scrollWidth > stop.clientWidth || stop.scrollHeight > stop.clientHeight;
        if (!scrolls) found.push(`the keyboard stops at ${name(stop)}, where there is nothing to do`);
    }

    // A link within a sentence is as high as its line. Commas and dots between links are no sentence.
    const inSentence = (link) => {
        if (getComputedStyle(link).display !== "inline") return false;
        let block = link.parentElement;
        while (/^inline/.test(getComputedStyle(block).display)) block = block.parentElement;
        const copy = block.cloneNode(true);
        for (const other of copy.querySelectorAll("a, .unseen")) other.remove();
        return /\p{L}{2}/u.test(copy.textContent);
    };
    const targets = [...document.querySelectorAll(CONTROLS)].filter(
        (target) => target.checkVisibility() && target.getBoundingClientRect().right > 0 && !inSentence(target),
    );
    for (const target of targets) {
        const { width, height } = target.getBoundingClientRect();
        if (width < LEAST - 0.1 || height < LEAST - 0.1) {
            found.push(`${name(target)} is ${width.toFixed()}×${height.toFixed()} px, not ${LEAST}×${LEAST}`);
        }
    }
    // What lies over the page scrolls by itself.
    const windowOf = (element) => (/auto|scroll/.test(getComputedStyle(element).overflowY) ? element : element.parentElement && windowOf(element.parentElement));
    const boxes = targets.flatMap((target) => [...target.getClientRects()].map((box) => [target, box]));
    boxes.sort(([, one], [, other]) => one.top - other.top);
    boxes.forEach(([one, box], place) => {
        for (let next = place + 1; next < boxes.length && boxes[next][1].top < box.bottom - 1; next += 1) {
            const [other, second] = boxes[next];
            if (one !== other && windowOf(one) === windowOf(other) && Math.min(box.right, second.right) - Math.max(box.left, second.left) > 1) {
                found.push(`${name(one)} and ${name(other)} are pressed in one place`);
            }
        }
    });
    return found;
}
