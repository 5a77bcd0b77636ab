"""Forms for issues on GitHub: what they themselves put into an issue."""

from collections.abc import Iterator, Mapping

from ticketlint.config.yamltree import compose, plain


def form_text(text: str, where: str) -> str | None:
    """Return the lines of a form that an issue holds before its author says anything, as Markdown.

    These are the options of its checkboxes and what its fields are filled with or show as an
    example. The labels become headings and are read as such. None for YAML that is no form.

    Raises: YamlProblems for what is not YAML.
    """
    form = plain(compose(text, where))
    body = form.get("body") if isinstance(form, Mapping) else None
    if not isinstance(body, list) or not all(map(_is_element, body)):
        return None
    return "\n\n".join(line for element in body for line in _lines(element["attributes"]))


def _is_element(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("type"), str)
        and isinstance(value.get("attributes"), Mapping)
    )


def _lines(attributes: Mapping[str, object]) -> Iterator[str]:
    for name in ("value", "placeholder"):
        told = attributes.get(name)
        if isinstance(told, str):
            yield told
    options = attributes.get("options")
    for option in options if isinstance(options, list) else ():
        # A choice of a list is a word of its own, and the answer of the author.
        if isinstance(option, Mapping) and isinstance(option.get("label"), str):
            yield f"- {option['label']}"
