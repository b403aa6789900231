"""What a tap may do, as the wording says it, before any field is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from smsparse.cards.model import ACTION_PARAMS, FALLBACKS_MAX, LOCALES, Action, check_params
from smsparse.cards.reading import inside, items, keys, known, table
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smsparse.cards.templates import LocalText, Template, TemplateReader

COPYABLE: dict[str, frozenset[str]] = {
    "code": frozenset({"verification", "order"}),
    "pickup_code": frozenset({"delivery"}),
    "tracking_number": frozenset({"delivery"}),
    "order_number": frozenset({"order", "travel"}),
    "account_number": frozenset({"utility"}),
}
"""Fields a copy action may offer, and the categories (l1) under which it may."""

CARRIERS = ("cm", "cu", "ct", "cb")
"""China Mobile, China Unicom, China Telecom, China Broadnet."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action with placeholders. ``commands``: for send_sms, number and text by the carrier of the SIM."""

    kind: str
    label: LocalText
    target: Template
    params: Mapping[str, LocalText] = field(default_factory=dict)
    fallbacks: tuple[ActionSpec, ...] = ()
    commands: Mapping[str, tuple[Template, LocalText]] = field(default_factory=dict)
    names: frozenset[str] = field(init=False)
    """Everything that target, params, fallbacks and commands are filled from."""

    def __post_init__(self) -> None:
        names = self.target.names.union(*(text.names for text in self.params.values()))
        names = names.union(*(other.names for other in self.fallbacks))
        names = names.union(*(number.names | body.names for number, body in self.commands.values()))
        object.__setattr__(self, "names", names)


ACTION_KEYS = ("kind", "target", "params", "fallbacks", "commands")


def read_action(data: Mapping[str, Any], label: LocalText, texts: TemplateReader) -> ActionSpec:
    """An action from the keys ``ACTION_KEYS`` of a table; one without placeholders is checked as it will be."""
    kind = data.get("kind")
    known(kind, ACTION_PARAMS, "kind")
    commands = _read_commands(data, texts) if "commands" in data else {}
    if commands and kind != "send_sms":
        raise CardError(expected="commands of a send_sms", got=f"those of a {kind}", at="commands")
    target = texts.template(data.get("target", ""), "target")
    params = {name: texts.text(one, f"params.{name}") for name, one in table(data, "params").items()}
    if not commands:
        check_params(str(kind), list(params))
    spec = ActionSpec(str(kind), label, target, params, _read_fallbacks(data, label, texts), commands)
    _check_codes(spec)
    if not commands and not (spec.names | label.names):
        check_fixed(spec)
    return spec


def check_fixed(spec: ActionSpec) -> None:
    """Builds an action without placeholders once, in every locale."""
    for locale in LOCALES:
        fixed = tuple((name, text.literal(locale)) for name, text in spec.params.items())
        Action(spec.kind, spec.label.literal(locale), "".join(map(str, spec.target.parts)), fixed)


def _read_fallbacks(data: Mapping[str, Any], label: LocalText, texts: TemplateReader) -> tuple[ActionSpec, ...]:
    told = items(data, "fallbacks")
    if len(told) > FALLBACKS_MAX:
        raise CardError(expected=f"at most {FALLBACKS_MAX} fallbacks", got=str(len(told)), at="fallbacks")
    chain = []
    for index, one in enumerate(told):
        with inside(f"fallbacks[{index}]."):
            keys(one, required=("kind",), optional=("target", "params"))
            chain.append(read_action(one, label, texts))
    return tuple(chain)


def _read_commands(data: Mapping[str, Any], texts: TemplateReader) -> dict[str, tuple[Template, LocalText]]:
    commands = {}
    for carrier, one in table(data, "commands").items():
        with inside(f"commands.{carrier}."):
            known(carrier, CARRIERS, "(here)")
            keys(one, required=("target", "body"))
            commands[carrier] = (texts.template(one["target"], "target"), texts.text(one["body"], "body"))
    return commands


def _check_codes(spec: ActionSpec) -> None:
    """A copy takes one field that may be copied; a code goes nowhere else."""
    if spec.kind == "copy":
        if not (len(spec.target.names) == 1 and spec.target.names <= COPYABLE.keys()):
            raise CardError(expected="one placeholder of " + ", ".join(COPYABLE), got="something else", at="target")
    elif "code" in spec.names:
        raise CardError(expected="a code in a copy only", got=f"one in a {spec.kind}", at="target")
