"""How long a page was busy without a pause, as a reader who types or touches feels it."""

_WATCH = """window.blocks = [];
new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.blocks.push(duration);
}).observe({ type: "longtask", buffered: true });"""
# a task that is still under way is not in the list: two turns of the page end it
_LONGEST = """async () => {
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    return Math.max(0, ...window.blocks.splice(0));
}"""


def watch(page):
    """Keep from here on how long each long task of the page lasts."""
    page.evaluate(f"() => {{ {_WATCH} }}")


def longest(page):
    """Return the milliseconds of the longest task since the watch began or was last asked."""
    return page.evaluate(_LONGEST)
