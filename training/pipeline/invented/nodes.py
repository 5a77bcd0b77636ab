"""Build annotated sentences from small trees of words."""

from dataclasses import dataclass, field

from training.pipeline.conllu import Word


@dataclass(slots=True)
class Node:
    """A word with the words left and right of it; `relation` is filled in by its head."""

    text: str
    upos: str
    xpos: str
    features: str = ""
    lemma: str = ""
    relation: str = "ROOT"
    left: list["Node"] = field(default_factory=list)
    right: list["Node"] = field(default_factory=list)
    space: bool = True

    def before(self, relation: str, *nodes: "Node") -> "Node":
        """Hang nodes left of this word, after those already there."""
        for node in nodes:
            node.relation = relation
        self.left += nodes
        return self

    def after(self, relation: str, *nodes: "Node") -> "Node":
        """Hang nodes right of this word, after those already there."""
        for node in nodes:
            node.relation = relation
        self.right += nodes
        return self

    def opening(self, relation: str, *nodes: "Node") -> "Node":
        """Hang nodes left of all words that are already left of this one."""
        for node in nodes:
            node.relation = relation
        self.left = [*nodes, *self.left]
        return self


def in_order(node: Node) -> list[Node]:
    """Return the nodes in the order of the text."""
    return [
        *(n for left in node.left for n in in_order(left)),
        node,
        *(n for right in node.right for n in in_order(right)),
    ]


def words_of(top: Node) -> tuple[Word, ...]:
    """Return the tree as the words of a sentence."""
    nodes = in_order(top)
    place = {id(node): i for i, node in enumerate(nodes)}
    heads = {id(child): node for node in nodes for child in (*node.left, *node.right)}
    return tuple(
        Word(
            node.text,
            node.lemma or node.text.lower(),
            node.upos,
            node.xpos,
            node.features,
            place[id(heads.get(id(node), node))],
            node.relation,
            node.space,
        )
        for node in nodes
    )
