"""Checks what is given as a message: text, sender and receive time. Nothing is guessed; errors never hold the text."""

from __future__ import annotations

from smsparse.errors import InvalidMessageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from smsparse.entities import Context, ReceivedAt


def check_text(text: object) -> str:
    """The text itself. Raises InvalidMessageError unless it is a str."""
    if isinstance(text, str):
        return text if type(text) is str else str.__str__(text)
    if text is None:
        raise InvalidMessageError("missing_text", expected="a text", got="nothing", at="text")
    raise InvalidMessageError("wrong_type", expected="a text", got=type(text).__name__, at="text")


def check_sender(sender: object) -> str | None:
    """The sender's number or name, or None. Raises InvalidMessageError for anything else."""
    if sender is None:
        return None
    if isinstance(sender, str):
        return (sender if type(sender) is str else str.__str__(sender)) or None
    raise InvalidMessageError("wrong_type", expected="a text or null", got=type(sender).__name__, at="sender")


def check_received_at(received_at: object, context: Context | None = None) -> ReceivedAt | None:
    """The receive time from RFC 3339 with an offset or epoch milliseconds; None stays None.

    Raises InvalidMessageError for a naive time, a time that does not exist and any other type.
    """
    if received_at is None:
        return None
    from smsparse.entities import InvalidTimeError, ReceivedAt

    expected = "RFC 3339 with an offset, or epoch milliseconds"
    if isinstance(received_at, bool) or not isinstance(received_at, (str, int)):
        raise InvalidMessageError("wrong_type", expected=expected, got=type(received_at).__name__, at="received_at")
    try:
        return ReceivedAt.parse(received_at, context)
    except InvalidTimeError as error:
        raise InvalidMessageError(
            "bad_time", expected=expected, got=str(error).rpartition(", got ")[2], at="received_at"
        ) from None
