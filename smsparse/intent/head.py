"""The intent model run by onnxruntime, for batches; onnxruntime and numpy are imported here only, on first use."""

from __future__ import annotations

import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    import numpy as np
    import numpy.typing as npt
    import onnxruntime

#: Features of one call at most, padding counted: bounds the memory of the rows gathered (a row is 48 bytes, cast to 4).
CALL_FEATURES = 1 << 16


class IntentModel:
    """models/intent/intent.onnx, loaded when the first batch comes. Safe to share between threads."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = str(path)
        self._session: onnxruntime.InferenceSession | None = None
        self._lock = threading.Lock()

    def classify_batch(self, batch: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
        """Logits, shape (messages, labels), of messages given as features; the same whole numbers as the native model.

        Messages are run in order of length, so that little is padded. Raises OSError if the model is not there.
        """
        import numpy as np

        session = self._load()
        if not batch:
            return np.zeros((0, session.get_outputs()[0].shape[1]), np.int64)
        order = sorted(range(len(batch)), key=lambda number: len(batch[number]))
        parts = [session.run(None, {"features": _padded([batch[number] for number in part])})[0]
                 for part in _parts(order, batch)]  # fmt: skip
        logits = np.empty((len(batch), parts[0].shape[1]), np.int64)
        logits[order] = np.concatenate(parts)
        return logits

    def _load(self) -> onnxruntime.InferenceSession:
        with self._lock:
            if self._session is None:
                import onnxruntime

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                self._session = onnxruntime.InferenceSession(self._path, options, providers=["CPUExecutionProvider"])
            return self._session


def _padded(messages: Sequence[Sequence[int]]) -> npt.NDArray[np.int32]:
    import numpy as np

    padded = np.zeros((len(messages), max(1, *(len(features) for features in messages), 1)), np.int32)
    for row, features in zip(padded, messages, strict=True):
        row[: len(features)] = features
    return padded


def _parts(order: Sequence[int], batch: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """`order`, whose lengths rise, cut so that each part times its longest message stays within CALL_FEATURES."""
    parts, first = [], 0
    for at, number in enumerate(order):
        if at > first and (at + 1 - first) * len(batch[number]) > CALL_FEATURES:
            parts.append(order[first:at])
            first = at
    return [*parts, order[first:]]
