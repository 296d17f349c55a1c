"""Export a trained network to one ONNX file, in 8 bits, and check it against PyTorch.

    python -m training.export runs/final/model.pt --out src/according/model/reader.onnx

Both phases of the network (words; anchors) are exported apart and joined as the two
branches of one ``If``, chosen by the input ``second``. Labels, transitions, thresholds
and calibration go into the file's metadata; training.calibrate rewrites the last two.
"""

import argparse
import copy
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from training.network import DIM, Network

from according.model import labels

OPSET = 17  # readable by onnxruntime 1.20 and later
FIRST = {
    "ids": ("batch", "pieces"),
    "features": ("batch", "pieces", 4),
    "firsts": ("batch", "width"),
}
SECOND = {
    "h_in": ("batch", "width", DIM),
    "first": ("anchors",),
    "last": ("anchors",),
    "anchor": ("anchors",),
}
OUT_FIRST = ("h", "flat", "cue", "trigger", "issue", "measure")
OUT_SECOND = ("role", "act", "kind", "status", "stand")
DEFAULTS: dict[str, Any] = {
    "thresholds": {"cue": 0.5, "trigger": 0.5, "issue": 0.5, "measure": 0.5, "stand": 0.5},
    "calibration": {k: [1.0, 0.0] for k in ("statement", "event", "figure", "position")},
}


class Table(nn.Module):
    """An embedding in 8 bits, each row with a scale of its own: rare words have small vectors."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the vectors of words, (B, T, D)."""
        vectors: Tensor = self.rows[ids].float() * self.scale[ids]
        return vectors


class Phase1(nn.Module):
    """Words to vectors and tags."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = copy.deepcopy(net)
        self.net.encoder.word = Table(net.encoder.word.weight.detach())

    def forward(self, ids: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Return h and the tag logits."""
        h = self.net.words(ids, features, None, firsts)
        return (h, *self.net.tags(h))


class Phase2(nn.Module):
    """Anchors to roles and labels."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, h_in: Tensor, first: Tensor, last: Tensor, anchor: Tensor
    ) -> tuple[Tensor, ...]:
        """Return role, act, kind, status and stand logits."""
        return self.net.anchored_alone(h_in, first, last, anchor)


def example(width: int, anchors: int) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return random inputs of both phases."""
    pieces = width + 20
    rng = torch.Generator().manual_seed(1)
    one = {
        "ids": torch.randint(1000, 20000, (1, pieces), generator=rng),
        "features": torch.randint(0, 2, (1, pieces, 4), generator=rng),
        "firsts": torch.arange(width)[None] + 1,
    }
    two = {
        "h_in": torch.randn(1, width, DIM, generator=rng),
        "first": torch.randint(0, max(1, width // 2), (anchors,), generator=rng),
        "last": torch.full((anchors,), width // 2),
        "anchor": torch.randint(0, len(labels.ANCHORS), (anchors,), generator=rng),
    }
    return one, two


def phase(  # noqa: PLR0913 - what, with which inputs, how
    module: nn.Module,
    inputs: dict[str, Tensor],
    shapes: dict[str, tuple[str | int, ...]],
    outputs: tuple[str, ...],
    to: Path,
    *,
    small: bool,
) -> onnx.ModelProto:
    """Export one phase; if ``small``, quantise its matrix products."""
    axes = {k: {i: n for i, n in enumerate(s) if isinstance(n, str)} for k, s in shapes.items()}
    raw = to / "raw.onnx"
    torch.onnx.export(
        module,
        tuple(inputs.values()),
        str(raw),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    if not small:
        return onnx.load(str(raw))
    quantised = to / "small.onnx"
    quantize_dynamic(
        str(raw),
        str(quantised),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm"],
    )
    return onnx.load(str(quantised))


def prefixed(
    model: onnx.ModelProto, prefix: str, outputs: tuple[str, ...], inputs: set[str]
) -> onnx.GraphProto:
    """Return the graph as a branch: every inner name gets a prefix, inputs come from outside."""
    graph = model.graph

    def named(name: str) -> str:
        return name if name in inputs or not name else prefix + name

    for node in graph.node:
        node.input[:] = [named(n) for n in node.input]
        node.output[:] = [named(n) for n in node.output]
        node.name = prefix + node.name
    for initializer in graph.initializer:
        initializer.name = prefix + initializer.name
    outs = [helper.make_tensor_value_info(prefix + o, TensorProto.FLOAT, None) for o in outputs]
    return helper.make_graph(graph.node, prefix, [], outs, initializer=graph.initializer)


def join(one: onnx.ModelProto, two: onnx.ModelProto, meta: dict[str, Any]) -> onnx.ModelProto:
    """Return both phases as the branches of one If."""
    names = set(FIRST) | set(SECOND)
    extra = len(OUT_FIRST) - len(OUT_SECOND)
    first = prefixed(one, "w_", OUT_FIRST, names)
    second = prefixed(two, "a_", OUT_SECOND, names)
    for i in range(extra):  # both branches must give equally many outputs
        empty = helper.make_tensor(f"a_none{i}", TensorProto.FLOAT, [0], [])
        second.node.append(helper.make_node("Constant", [], [f"a_none{i}"], value=empty))
        second.output.append(helper.make_tensor_value_info(f"a_none{i}", TensorProto.FLOAT, None))
    outs = [f"out{i}" for i in range(len(OUT_FIRST))]
    node = helper.make_node("If", ["second"], outs, then_branch=second, else_branch=first)
    kinds = {"h_in": TensorProto.FLOAT}
    inputs = [
        helper.make_tensor_value_info(k, kinds.get(k, TensorProto.INT64), s)
        for k, s in {**FIRST, **SECOND}.items()
    ]
    inputs.append(helper.make_tensor_value_info("second", TensorProto.BOOL, []))
    outputs = [helper.make_tensor_value_info(o, TensorProto.FLOAT, None) for o in outs]
    graph = helper.make_graph([node], "according", inputs, outputs)
    opsets = {(o.domain, o.version) for m in (one, two) for o in m.opset_import}
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid(d, v) for d, v in sorted(opsets)]
    )
    model.ir_version = 8
    helper.set_model_props(model, {"according": json.dumps(meta)})
    return model


def export(weights: Path, out: Path, version: str) -> None:
    """Write the ONNX file and print how far it is from PyTorch."""
    net = Network().eval()
    net.load_state_dict(torch.load(weights, map_location="cpu"))
    meta = {"version": version, **DEFAULTS}
    for name, crf in (("role", net.role_crf), ("flat", net.flat_crf)):
        for part, scores in zip(("step", "first"), crf.scores(), strict=True):
            meta[f"{name}_{part}"] = np.round(scores.detach().numpy(), 4).tolist()
    one, two = example(60, 7)
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        a = phase(Phase1(net), one, FIRST, OUT_FIRST, Path(folder), small=True)
        # In 8 bits each anchor's scores would hang on the other anchors of its run, and it
        # would be no faster: its matrices are small.
        b = phase(Phase2(net), two, SECOND, OUT_SECOND, Path(folder), small=False)
        onnx.save(join(a, b, meta), str(out))
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    check(net.eval(), out)  # torch.onnx.export leaves what it was given in training mode


def check(net: Network, path: Path) -> None:
    """Compare the file with PyTorch on other shapes than it was traced with."""
    session = onnxruntime.InferenceSession(str(path))
    for width, anchors in ((30, 3), (200, 40)):
        one, two = example(width, anchors)
        tiny, little = example(1, 1)
        with torch.no_grad():
            h = net.words(one["ids"], one["features"], None, one["firsts"])
            want = [(h, *net.tags(h)), Phase2(net)(*two.values())]
        for second, expected in enumerate(want):
            inputs = {**(tiny if second else one), **(two if second else little)}
            feeds = {k: v.numpy() for k, v in inputs.items()} | {"second": np.array(bool(second))}
            names = OUT_SECOND if second else OUT_FIRST
            for name, e, g in zip(names, expected, session.run(None, feeds), strict=False):
                far = np.abs(e.numpy() - g).mean()
                agree = (e.numpy().argmax(-1) == g.argmax(-1)).mean()
                print(f"  {name}: mean difference {far:.4f}, same best label {agree:.3f}")


def main() -> None:
    """Parse the paths and export."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("weights", type=Path)
    ap.add_argument("--out", type=Path, default=Path("src/according/model/reader.onnx"))
    ap.add_argument("--version", default=datetime.now(tz=UTC).strftime("%Y.%m.%d"))
    args = ap.parse_args()
    export(args.weights, args.out, args.version)


if __name__ == "__main__":
    main()
