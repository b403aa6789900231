"""The network in whole numbers, and the files it is released as: intent.onnx, intent.bin, manifest.json.

With the sum S of the rows of a message's known features, the number u of those not known, what each of these adds (r),
and the biases b, c:

    hidden = max(0, 16 S + u r + b)          logits = head x hidden + c

Nothing is divided, so nothing rounds. A number of the table has four bits: rounding errors of a hundred rows even out,
and a table twice as wide in the same space is worth two points of L1.L2.
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
TABLE_LIMIT = 7
#: What a number of the table is stored above.
ZERO = 8
#: This share of the table's numbers is kept within the limit; the few beyond are cut.
KEPT = 0.999
HEAD_LIMIT = 511
OPSET = 17


@dataclass(frozen=True)
class WholeModel:
    """`known` (2**FEATURE_BITS bools), `table` i8 (buckets, width) within TABLE_LIMIT, `rest` i32 (width), `head` i16
    (labels, width), biases i32 and i64.

    `unit`: what a whole logit is worth in the network's logits.
    """

    known: npt.NDArray[np.bool_]
    table: npt.NDArray[np.int8]
    rest: npt.NDArray[np.int32]
    hidden_bias: npt.NDArray[np.int32]
    head: npt.NDArray[np.int16]
    label_bias: npt.NDArray[np.int64]
    unit: float

    @property
    def buckets(self) -> int:
        """Rows of the table, which features share."""
        return len(self.table)

    @property
    def packed_table(self) -> npt.NDArray[np.uint8]:
        """Two numbers a byte, shape (buckets, width / 2): column c low, column c + width / 2 high."""
        raised = (self.table + ZERO).astype(np.uint8)
        half = raised.shape[1] // 2
        packed: npt.NDArray[np.uint8] = raised[:, :half] | raised[:, half:] << 4
        return packed

    def logits(self, counts: sp.csr_matrix) -> npt.NDArray[np.int64]:
        """Whole logits, shape (messages, labels), of counts of buckets (corpus.bucket_counts)."""
        steps = np.concatenate([HIDDEN_UNITS * self.table.astype(np.float64), self.rest[None].astype(np.float64)])
        sums = np.rint(counts.astype(np.float64) @ steps).astype(np.int64)
        hidden = np.maximum(0, sums + self.hidden_bias.astype(np.int64))
        logits: npt.NDArray[np.int64] = hidden @ self.head.astype(np.int64).T + self.label_bias
        return logits

    def arrays(self) -> dict[str, bytes]:
        """The bytes smsparse.intent.pack packs."""
        return {
            "known": np.packbits(self.known, bitorder="little").tobytes(),
            "table": self.packed_table.tobytes(),
            "rest": self.rest.astype("<i4").tobytes(),
            "hidden_bias": self.hidden_bias.astype("<i4").tobytes(),
            "head": self.head.astype("<i2").tobytes(),
            "label_bias": self.label_bias.astype("<i8").tobytes(),
        }


def quantise(network: Network, known: npt.NDArray[np.bool_]) -> WholeModel:
    """`network` rounded: the table to 4 bits, the head to 10, the rest to the units that follow."""
    step = float(np.quantile(np.abs(network.table[:-1]), KEPT)) / TABLE_LIMIT
    head_step = float(np.abs(network.head).max()) / HEAD_LIMIT
    hidden_unit = float(GAIN) * step / HIDDEN_UNITS
    unit = hidden_unit * head_step
    return WholeModel(
        known=known,
        table=np.clip(np.rint(network.table[:-1] / step), -TABLE_LIMIT, TABLE_LIMIT).astype(np.int8),
        rest=np.rint(network.table[-1] / (step / HIDDEN_UNITS)).astype(np.int32),
        hidden_bias=np.rint(network.hidden_bias / hidden_unit).astype(np.int32),
        head=np.rint(network.head.T / head_step).astype(np.int16),
        label_bias=np.rint(network.label_bias / unit).astype(np.int64),
        unit=unit,
    )


def write_onnx(model: WholeModel, path: Path) -> None:
    """The whole graph: features (messages, longest) i32, padded with 0 -> logits (messages, labels) i64."""
    packed = model.packed_table
    zero_row = np.full((1, packed.shape[1]), ZERO | ZERO << 4, np.uint8)
    tensors: dict[str, npt.NDArray[Any]] = {
        "known": np.packbits(model.known, bitorder="little"),
        "table": np.concatenate([packed, zero_row]),
        "rest": model.rest,
        "hidden_bias": model.hidden_bias,
        "head": model.head,
        "label_bias": model.label_bias,
        "eight": np.array(8, np.int32),
        "two": np.array(2, np.int32),
        "powers": (1 << np.arange(8)).astype(np.int32),
        "buckets": np.array(model.buckets, np.int64),
        "feature_range": np.array(1 << FEATURE_BITS, np.int64),
        "row_of_none": np.array(model.buckets, np.int64),
        "none": np.array(0, np.int32),
        "along": np.array([1], np.int64),
        "sixteenth": np.array(1 / 16, np.float32),
        "sixteen": np.array(16, np.float32),
        "zero": np.array(ZERO, np.float32),
        "second": np.array(1, np.int64),
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
        # Its row: its bucket, or the row of zeros where it is not known or only fills up.
        node("Cast", ["features"], ["wide"], to=TensorProto.INT64),
        node("Mul", ["wide", "buckets"], ["spread"]),
        node("Div", ["spread", "feature_range"], ["bucket"]),
        node("Where", ["is_known", "bucket", "row_of_none"], ["row"]),
        # How many features of a message are not known.
        node("Equal", ["features", "none"], ["is_padding"]),
        node("Or", ["is_known", "is_padding"], ["is_settled"]),
        node("Not", ["is_settled"], ["is_unknown"]),
        node("Cast", ["is_unknown"], ["unknown"], to=TensorProto.DOUBLE),
        node("ReduceSum", ["unknown", "along"], ["unknowns"], keepdims=1),
        # The sum of the rows; whole numbers below 2**24, so single precision is exact. Each byte holds two numbers.
        node("Gather", ["table", "row"], ["rows_u8"]),
        node("Cast", ["rows_u8"], ["rows"], to=TensorProto.FLOAT),
        node("Mul", ["rows", "sixteenth"], ["shifted_rows"]),
        node("Floor", ["shifted_rows"], ["high_rows"]),
        node("Mul", ["high_rows", "sixteen"], ["high_part"]),
        node("Sub", ["rows", "high_part"], ["low_rows"]),
        node("ReduceSum", ["low_rows", "along"], ["low_sums"], keepdims=0),
        node("ReduceSum", ["high_rows", "along"], ["high_sums"], keepdims=0),
        node("Concat", ["low_sums", "high_sums"], ["raised_sums"], axis=1),
        node("Shape", ["features"], ["shape"]),
        node("Gather", ["shape", "second"], ["longest_i64"]),
        node("Cast", ["longest_i64"], ["longest_f32"], to=TensorProto.FLOAT),
        node("Mul", ["longest_f32", "zero"], ["raised"]),
        node("Sub", ["raised_sums", "raised"], ["sums_f32"]),
        node("Cast", ["sums_f32"], ["sums"], to=TensorProto.DOUBLE),
        # The head; whole numbers below 2**53, so double precision is exact.
        node("Cast", ["hidden_bias"], ["hidden_bias_f64"], to=TensorProto.DOUBLE),
        node("Cast", ["rest"], ["rest_f64"], to=TensorProto.DOUBLE),
        node("Cast", ["label_bias"], ["label_bias_f64"], to=TensorProto.DOUBLE),
        node("Cast", ["head"], ["head_f64"], to=TensorProto.DOUBLE),
        node("Transpose", ["head_f64"], ["head_t"], perm=[1, 0]),
        node("Mul", ["sums", "units"], ["scaled"]),
        node("Mul", ["unknowns", "rest_f64"], ["of_unknown"]),
        node("Add", ["scaled", "of_unknown"], ["of_features"]),
        node("Add", ["of_features", "hidden_bias_f64"], ["before_relu"]),
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
