"""The modules of the page, asked from Python."""

# the function is given the argument, the module, and the state of the page's figure, if it has one
ASK = """async (given) => {
    const m = await import("ADDRESS");
    const figure = document.querySelector("figure[data-state]");
    return (FUNCTION)(given, m, figure && JSON.parse(figure.dataset.state));
}"""


def asker(page, site):
    """Return a function that calls a JavaScript function over a module, which it knows as `m`."""

    def ask(module, function, given):
        address = f"{site.url}/_static/twowaves/{module}.js"
        return page.evaluate(ASK.replace("ADDRESS", address).replace("FUNCTION", function), given)

    return ask
