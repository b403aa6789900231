"""The network in whole numbers, and the files it is released as: intent.onnx, intent.bin, manifest.json.

With the sum S of the rows of a message's features (every feature not known has the last row) and the biases b, c:

    hidden = max(0, 16 S + b)          logits = head x hidden + c

Nothing is divided, so nothing rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import scipy.sparse as sp
from network import GAIN, Network
from onnx import TensorProto, helper, numpy_helper

from smsparse.intent.pack import FEATURE_BITS

HIDDEN_UNITS = 16
TABLE_LIMIT = 127
HEAD_LIMIT = 511
OPSET = 17


@dataclass(frozen=True)
class WholeModel:
    """`known` (2**FEATURE_BITS bools), `table` i8 (buckets + 1, width), `head` i16 (labels, width), biases i32 and i64.

    `unit`: what a whole logit is worth in the network's logits.
    """

    known: npt.NDArray[np.bool_]
    table: npt.NDArray[np.int8]
    hidden_bias: npt.NDArray[np.int32]
    head: npt.NDArray[np.int16]
    label_bias: npt.NDArray[np.int64]
    unit: float

    @property
    def buckets(self) -> int:
        """Rows of the table that features share; one more follows."""
        return len(self.table) - 1

    def logits(self, counts: sp.csr_matrix) -> npt.NDArray[np.int64]:
        """Whole logits, shape (messages, labels), of counts of buckets (corpus.bucket_counts)."""
        sums = np.rint(counts.astype(np.float64) @ self.table.astype(np.float64)).astype(np.int64)
        hidden = np.maximum(0, HIDDEN_UNITS * sums + self.hidden_bias.astype(np.int64))
        logits: npt.NDArray[np.int64] = hidden @ self.head.astype(np.int64).T + self.label_bias
        return logits

    def arrays(self) -> dict[str, bytes]:
        """The bytes smsparse.intent.pack packs."""
        return {
            "known": np.packbits(self.known, bitorder="little").tobytes(),
            "table": self.table.tobytes(),
            "hidden_bias": self.hidden_bias.astype("<i4").tobytes(),
            "head": self.head.astype("<i2").tobytes(),
            "label_bias": self.label_bias.astype("<i8").tobytes(),
        }


def quantise(network: Network, known: npt.NDArray[np.bool_]) -> WholeModel:
    """`network` rounded: the table to 8 bits, the head to 10, the biases to the units that follow."""
    step = float(np.abs(network.table).max()) / TABLE_LIMIT
    head_step = float(np.abs(network.head).max()) / HEAD_LIMIT
    hidden_unit = float(GAIN) * step / HIDDEN_UNITS
    unit = hidden_unit * head_step
    return WholeModel(
        known=known,
        table=np.rint(network.table / step).astype(np.int8),
        hidden_bias=np.rint(network.hidden_bias / hidden_unit).astype(np.int32),
        head=np.rint(network.head.T / head_step).astype(np.int16),
        label_bias=np.rint(network.label_bias / unit).astype(np.int64),
        unit=unit,
    )


def write_onnx(model: WholeModel, path: Path) -> None:
    """The whole graph: features (messages, longest) i32, padded with 0 -> logits (messages, labels) i64."""
    zero_row = np.zeros((1, model.table.shape[1]), np.int8)
    tensors: dict[str, npt.NDArray[Any]] = {
        "known": np.packbits(model.known, bitorder="little"),
        "table": np.concatenate([model.table, zero_row]),
        "hidden_bias": model.hidden_bias,
        "head": model.head,
        "label_bias": model.label_bias,
        "eight": np.array(8, np.int32),
        "two": np.array(2, np.int32),
        "powers": (1 << np.arange(8)).astype(np.int32),
        "buckets": np.array(model.buckets, np.int64),
        "feature_range": np.array(1 << FEATURE_BITS, np.int64),
        "row_of_rest": np.array(model.buckets, np.int64),
        "row_of_padding": np.array(model.buckets + 1, np.int64),
        "none": np.array(0, np.int32),
        "along": np.array([1], np.int64),
        "units": np.array(HIDDEN_UNITS, np.float64),
    }
    node = helper.make_node
    nodes = [
        # Is the feature known? Its bit is looked up in the bytes of `known`.
        node("Div", ["features", "eight"], ["byte_at"]),
        node("Gather", ["known", "byte_at"], ["byte_u8"]),
        node("Cast", ["byte_u8"], ["byte"], to=TensorProto.INT32),
        node("Mod", ["features", "eight"], ["bit_at"]),
        node("Gather", ["powers", "bit_at"], ["power"]),
        node("Div", ["byte", "power"], ["shifted"]),
        node("Mod", ["shifted", "two"], ["bit"]),
        node("Cast", ["bit"], ["is_known"], to=TensorProto.BOOL),
        # Its row: its bucket, the row of the rest, or the row of zeros.
        node("Cast", ["features"], ["wide"], to=TensorProto.INT64),
        node("Mul", ["wide", "buckets"], ["spread"]),
        node("Div", ["spread", "feature_range"], ["bucket"]),
        node("Where", ["is_known", "bucket", "row_of_rest"], ["row_of_feature"]),
        node("Equal", ["features", "none"], ["is_padding"]),
        node("Where", ["is_padding", "row_of_padding", "row_of_feature"], ["row"]),
        # The sum of the rows; whole numbers below 2**24, so single precision is exact.
        node("Gather", ["table", "row"], ["rows_i8"]),
        node("Cast", ["rows_i8"], ["rows"], to=TensorProto.FLOAT),
        node("ReduceSum", ["rows", "along"], ["sums_f32"], keepdims=0),
        node("Cast", ["sums_f32"], ["sums"], to=TensorProto.DOUBLE),
        # The head; whole numbers below 2**53, so double precision is exact.
        node("Cast", ["hidden_bias"], ["hidden_bias_f64"], to=TensorProto.DOUBLE),
        node("Cast", ["label_bias"], ["label_bias_f64"], to=TensorProto.DOUBLE),
        node("Cast", ["head"], ["head_f64"], to=TensorProto.DOUBLE),
        node("Transpose", ["head_f64"], ["head_t"], perm=[1, 0]),
        node("Mul", ["sums", "units"], ["scaled"]),
        node("Add", ["scaled", "hidden_bias_f64"], ["before_relu"]),
        node("Relu", ["before_relu"], ["hidden"]),
        node("MatMul", ["hidden", "head_t"], ["weighed"]),
        node("Add", ["weighed", "label_bias_f64"], ["logits_f64"]),
        node("Cast", ["logits_f64"], ["logits"], to=TensorProto.INT64),
    ]
    graph = helper.make_graph(
        nodes,
        "smsparse-intent",
        [helper.make_tensor_value_info("features", TensorProto.INT32, ["messages", "longest"])],
        [helper.make_tensor_value_info("logits", TensorProto.INT64, ["messages", len(model.head)])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )
    made = helper.make_model(graph, producer_name="smsparse", opset_imports=[helper.make_opsetid("", OPSET)])
    made.ir_version = 8
    onnx.checker.check_model(made, full_check=True)
    path.write_bytes(made.SerializeToString(deterministic=True))
