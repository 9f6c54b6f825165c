"""Whether a topic still says what the piece of the file it came from says."""

from casedocs.mindmap.model import Topic

__all__ = ["same_fields"]


def same_fields(topic: Topic, old: Topic) -> bool:
    """Whether two topics agree in all that is their own; what hangs on them is not looked at."""
    return (
        topic.title == old.title
        and topic.id == old.id
        and topic.folded == old.folded
        and topic.link == old.link
        and topic.structure == old.structure
        and topic.labels == old.labels
        and topic.markers == old.markers
        and topic.note == old.note
        and topic.style == old.style
        and topic.image == old.image
        and topic.extensions == old.extensions
        and topic.position == old.position
        and topic.numbering == old.numbering
        and topic.width == old.width
    )
