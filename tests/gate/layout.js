// Whether every text can be read where it stands: none is outside of the page, cut off, covers another, or must be
// brought into sight sideways.
() => {
    const VISIBLE = { visibilityProperty: true };
    const found = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) found.push(`the page is ${wide} px wide, not ${innerWidth}`);

    const ancestors = (element) => (element ? [element, ...ancestors(element.parentElement)] : []);
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowY);
    // Meant for ears only, or to come into sight with the focus.
    const hidden = (element) =>
        ancestors(element).some((ancestor) => {
            const { position, clipPath } = getComputedStyle(ancestor);
            const left = ancestor.getBoundingClientRect().right <= 0;
            return position === "absolute" && (left || clipPath !== "none");
        });

    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const element = text.parentElement;
        if (!text.data.trim() || !element.checkVisibility(VISIBLE) || hidden(element)) continue;
        const windows = ancestors(element).filter(scrolls);
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            let beside = false;
            const line = { left, right, top, bottom, text: text.data.trim().slice(0, 40) };
            // What a reader can scroll down to is in reach; it covers only what is inside the same window.
            for (const window of windows) {
                const edge = window.getBoundingClientRect();
                if (line.left < edge.left - 0.5 || line.right > edge.right + 0.5) {
                    found.push(`“${line.text}” must be scrolled to sideways`);
                    beside = true;
                }
                line.top = Math.max(line.top, edge.top);
                line.bottom = Math.min(line.bottom, edge.bottom);
            }
            if (line.top < line.bottom && !beside) lines.push(line);
        }
    }

    if (!lines.length) found.push("no text is shown");
    for (const { left, right, text } of lines) {
        if (left < -0.5 || right > innerWidth + 0.5) found.push(`“${text}” stands outside of the page`);
    }

    lines.sort((one, other) => one.top - other.top);
    lines.forEach((one, place) => {
        for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
            const other = lines[next];
            const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const height = Math.min(one.bottom, other.bottom) - other.top;
            const lower = Math.min(one.bottom - one.top, other.bottom - other.top);
            // The boxes of two lines may touch; their letters do not.
            if (width > 2 && height > lower / 2) {
                found.push(`“${one.text}” and “${other.text}” cover each other`);
            }
        }
    });

    for (const element of document.body.querySelectorAll("*")) {
        const { overflowX, overflowY } = getComputedStyle(element);
        const cut =
            (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
            (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
        if (cut && element.checkVisibility(VISIBLE) && !hidden(element)) {
            found.push(`“${element.textContent.trim().slice(0, 40)}” is cut off`);
        }
    }
    return found;
}
